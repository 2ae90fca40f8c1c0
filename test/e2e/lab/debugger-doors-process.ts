import net from 'node:net'
import process from 'node:process'

/** Leads what comes to a server that listens elsewhere to a port of this computer's own loopback. */
process.on('message', ({ port }: { port: number }, server: net.Server) => {
  server.on('connection', (outside: net.Socket) => {
    const inside = net.connect(port, '127.0.0.1')
    outside.pipe(inside).pipe(outside)
    outside.on('error', () => inside.destroy())
    inside.on('error', () => outside.destroy())
  })
})
process.on('disconnect', () => process.exit())
