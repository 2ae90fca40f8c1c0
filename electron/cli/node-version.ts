import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

/** The oldest that the packages run on; the system's certificate store can be read since 22.15 (tls.getCACertificates). */
const needed = [22, 22] as const

/**
 * True where this Node is new enough. On an older one the command runs again under the Node that the project brings
 * along, if it is installed, and this process only passes its exit code on.
 */
export async function runOnThisNode(): Promise<boolean> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return true
  const script = process.argv[1] ?? ''
  const own = path.join(import.meta.dirname, '..', '..', 'node_modules', 'node', 'bin', 'node')
  if (!existsSync(own)) {
    process.stderr.write(
      `Postern needs Node ${needed.join('.')} or newer; this is ${process.versions.node}.\n`,
    )
    process.exitCode = 2
    return false
  }
  const child = spawn(own, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  process.exitCode = await new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 130))
    child.once('error', () => resolve(70))
  })
  return false
}
