import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import net from 'node:net'
import path from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { namespaces } from '../../lab/addresses.ts'
import { inNamespace } from '../../lab/run.ts'

/**
 * Runs `electron` with the same arguments on the client's computer. The debuggers that it opens listen on the loopback
 * of that computer, so that each gets a door here, and its line names the door instead.
 */
const electron = createRequire(import.meta.url)('electron') as string
const inClient = (argv: readonly [string, ...string[]]) => {
  const [program, ...args] = inNamespace(namespaces.client, argv)
  return [program, args] as const
}
const child = spawn(...inClient([electron, ...process.argv.slice(2)]), {
  stdio: ['ignore', 'inherit', 'pipe'],
})
const doors = spawn(
  ...inClient([process.execPath, path.join(import.meta.dirname, 'debugger-doors-process.ts')]),
  { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
)

async function openDoor(port: number, keeper: ChildProcess): Promise<number> {
  const server = net.createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const door = (server.address() as net.AddressInfo).port
  // From now on it is the other process that takes the connections.
  keeper.send({ port }, server, () => server.close())
  return door
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
const ended = once(child, 'exit') as Promise<[number | null]>
for await (const line of createInterface({ input: child.stderr })) {
  const port = /^(?:Debugger|DevTools) listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]
  const told =
    port === undefined ? line : line.replace(`:${port}/`, `:${String(await openDoor(Number(port), doors))}/`)
  process.stderr.write(`${told}\n`)
}
const [code] = await ended
doors.disconnect()
process.exitCode = code ?? 1
