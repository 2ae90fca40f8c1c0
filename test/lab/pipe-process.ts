import net from 'node:net'

/** Runs inside a namespace: connects its input and output to a port there. */
const socket = net.connect(Number(process.argv[2]), '127.0.0.1')
process.stdin.pipe(socket).pipe(process.stdout)
