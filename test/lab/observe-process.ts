import net from 'node:net'

/** Tries each `address port` of its arguments at once, with nothing but net.connect, and prints what it sees. */
export type Sight = {
  /** A banner's first two words, `silent` (connected, no banner), `timeout`, or the error's code. */
  saw: string
  ms: number
}

const [limitMs, ...targets] = process.argv.slice(2)

async function look(address: string, port: number): Promise<Sight> {
  const startedAt = performance.now()
  const socket = net.connect({ host: address, port })
  let connected = false
  const saw = await new Promise<string>((resolve) => {
    socket.on('connect', () => (connected = true))
    socket.on('data', (data) => resolve(data.toString().split(/\s/).slice(0, 2).join(' ')))
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    socket.on('close', () => resolve('closed'))
    setTimeout(() => resolve(connected ? 'silent' : 'timeout'), Number(limitMs))
  })
  socket.destroy()
  return { saw, ms: Math.round(performance.now() - startedAt) }
}

const sights = await Promise.all(
  targets.map((target) => {
    const [address = '', port] = target.split(' ')
    return look(address, Number(port))
  }),
)
console.log(JSON.stringify(sights))
process.exit()
