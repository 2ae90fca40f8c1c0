import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { namespaces } from './addresses.ts'
import { inNamespace, mustRun, startDaemon } from './run.ts'

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
  const { stdin } = await carry(namespaces.router, [near, far], 'tap', logFile)
  return { delay: (ms) => void stdin.write(`${ms}\n`) }
}

/**
 * A VPN of the client's: a tunnel to a company on the internet, past whatever the ISP does. Both families go through it,
 * as with OpenVPN's halves of the internet. The returned call hangs up.
 */
export async function connectVpn(logFile: string): Promise<() => Promise<void>> {
  const { stop } = await carry(namespaces.core, ['company', 'vpn0'], 'tun', logFile)
  await ip(namespaces.core, [
    `link set vpn0 netns ${namespaces.client}`,
    'addr add 198.51.100.225/30 dev company',
    'addr add 2001:db8:1:50::1/64 dev company nodad',
    'link set company up',
  ])
  await ip(namespaces.client, [
    'addr add 198.51.100.226/30 dev vpn0',
    'addr add 2001:db8:1:50::2/64 dev vpn0 nodad',
    'link set vpn0 up',
    ...['0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1'].map((half) => `route add ${half} dev vpn0`),
  ])
  return stop
}

async function carry(
  namespace: string,
  [near, far]: readonly [string, string],
  kind: 'tap' | 'tun',
  logFile: string,
): Promise<{ stdin: Writable; stop: () => Promise<void> }> {
  const script = fileURLToPath(new URL('cable.pl', import.meta.url))
  const { child, stop } = startDaemon(
    inNamespace(namespace, ['perl', script, near, far, String(usualDelayMs), kind]),
    logFile,
    { stdin: 'pipe', stdout: 'pipe' },
  )
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('the cable was started without pipes')
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the cable broke: see ${logFile}`)))
  await Promise.race([once(stdout, 'data'), ended])
  ended.catch(() => undefined) // later, the end is the end of the laboratory
  return { stdin, stop }
}

async function ip(namespace: string, commands: readonly string[]): Promise<void> {
  await mustRun(['ip', '-n', namespace, '-batch', '-'], commands.map((command) => `${command}\n`).join(''))
}
