import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { namespaces } from './addresses.ts'
import { inNamespace, mustRun, startDaemon } from './run.ts'

/**
 * Plugs an adapter into the client's computer: `tap` is an Ethernet card (or what container software makes), `tun` a
 * VPN. It leads nowhere. The returned call unplugs it, with its addresses and routes.
 */
export async function plugIn(
  name: string,
  kind: 'tap' | 'tun',
  address: string,
  logFile: string,
): Promise<() => Promise<void>> {
  const script = fileURLToPath(new URL('adapter.pl', import.meta.url))
  const argv = inNamespace(namespaces.client, ['perl', script, name, kind])
  const { child, stop } = startDaemon(argv, logFile, { stdin: 'pipe', stdout: 'pipe' })
  if (child.stdout === null) throw new Error('the adapter was started without a pipe')
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`no adapter: see ${logFile}`)))
  await Promise.race([once(child.stdout, 'data'), ended])
  ended.catch(() => undefined) // later, the end is the plug pulled
  const up = `addr add ${address} dev ${name}\nlink set ${name} up\n`
  await mustRun(['ip', '-n', namespaces.client, '-batch', '-'], up)
  return stop
}
