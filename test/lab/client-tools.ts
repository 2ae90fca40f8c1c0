import { fileURLToPath } from 'node:url'
import { controls, portal, references, relay, server } from './addresses.ts'
import type { Lab } from './lab.ts'
import type { Sight } from './observe-process.ts'
import type { RunResult } from './run.ts'

/** What other tools than Postern see from the client: the laboratory's own witnesses. */

const [alpha, bravo] = references
const [delta] = controls
if (alpha === undefined || bravo === undefined || delta === undefined) throw new Error('hosts are missing')

/** Addresses and ports worth a look; `nowhere` is where nothing can be. */
export const targets = {
  'server v4:25': `${server.ipv4} 25`,
  'server v6:25': `${server.ipv6} 25`,
  'server v4:587': `${server.ipv4} 587`,
  'server v6:587': `${server.ipv6} 587`,
  'server v4:993': `${server.ipv4} 993`,
  'alpha v4:25': `${alpha.ipv4} 25`,
  'bravo v6:25': `${bravo.ipv6} 25`,
  'relay v4:25': `${relay.ipv4} 25`,
  'delta v4:587': `${delta.ipv4} 587`,
  'delta v6:465': `${delta.ipv6} 465`,
  'delta v4:443': `${delta.ipv4} 443`,
  'delta v4:25': `${delta.ipv4} 25`,
  'portal v4:80': `${portal.ipv4} 80`,
  'nowhere v4:25': '192.0.2.1 25',
  'nowhere v6:25': '2001:db8:ffff::1 25',
} as const
export type Target = keyof typeof targets

/** Tries all at once, each for at most `limitMs`. */
export async function observe<T extends Target>(
  lab: Lab,
  names: readonly T[],
  limitMs = 1_500,
): Promise<Record<T, Sight>> {
  const sights = await look(
    lab,
    names.map((name) => targets[name]),
    limitMs,
  )
  return Object.fromEntries(names.map((name, index) => [name, sights[index]])) as Record<T, Sight>
}

/** The same for any `address port`, in their order. */
export async function look(lab: Lab, addresses: readonly string[], limitMs: number): Promise<Sight[]> {
  return JSON.parse(await runScript(lab, 'observe-process.ts', [String(limitMs), ...addresses])) as Sight[]
}

/** Only what was seen, without the times. */
export async function sights<T extends Target>(
  lab: Lab,
  names: readonly T[],
  limitMs?: number,
): Promise<Record<T, string>> {
  const seen = await observe(lab, names, limitMs)
  return Object.fromEntries(names.map((name) => [name, seen[name].saw])) as Record<T, string>
}

/** swaks, from the person to the person. The password comes on standard input. */
export async function submit(lab: Lab, ...options: string[]): Promise<RunResult> {
  const { host, user } = lab.server
  return lab.client(
    [
      ...([
        'swaks',
        '--server',
        host,
        '--from',
        user.address,
        '--to',
        user.address,
        '--helo',
        'lab',
      ] as const),
      ...['--tls-verify', '--tls-ca-path', lab.authorityFile],
      ...options,
    ],
    { stdin: `${user.password}\n` },
  )
}

/** swaks options for signing in, on 587 with STARTTLS unless told otherwise. */
export function signedIn(lab: Lab, service = ['--port', '587', '--tls']): string[] {
  const { address } = lab.server.user
  return [...service, '--auth', 'PLAIN', '--auth-user', address, '--auth-password', '--protect-prompt']
}

export type Inbox = { messages: string[]; junk: string | undefined }

/** Reads a folder over IMAP, on 993 or on 143 with STARTTLS. */
export async function readFolder(lab: Lab, folder: string, port = 993): Promise<Inbox> {
  const { host, user } = lab.server
  const credentials = JSON.stringify({ user: user.address, pass: user.password })
  return JSON.parse(
    await runScript(lab, 'inbox-process.ts', [host, String(port), folder], credentials),
  ) as Inbox
}

async function runScript(lab: Lab, script: string, args: string[], stdin = ''): Promise<string> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const { code, stdout, stderr } = await lab.client([process.execPath, file, ...args], { stdin })
  if (code !== 0) throw new Error(`${script}: ${stderr}`)
  return stdout
}
