import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { namespaces } from './addresses.ts'
import { inNamespace, startDaemon } from './run.ts'

/**
 * The line between the person and the ISP. A plain veth pair is faster than any network: an ICMP rejection is back
 * before the kernel has finished sending the SYN, and Linux then ignores it for IPv6 until the SYN is repeated.
 */
export type Cable = {
  /** Milliseconds that a packet takes, each way. */
  delay: (ms: number) => void
}

export const usualDelayMs = 2

/** Makes two interfaces with these names in the router's namespace and carries packets between them. */
export async function startCable(near: string, far: string, logFile: string): Promise<Cable> {
  const script = fileURLToPath(new URL('cable.pl', import.meta.url))
  const { child } = startDaemon(
    inNamespace(namespaces.router, ['perl', script, near, far, String(usualDelayMs)]),
    logFile,
    { stdin: 'pipe', stdout: 'pipe' },
  )
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('the cable was started without pipes')
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the cable broke: see ${logFile}`)))
  await Promise.race([once(stdout, 'data'), ended])
  ended.catch(() => undefined) // later, the end is the end of the laboratory
  return { delay: (ms) => void stdin.write(`${ms}\n`) }
}
