import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { builtInIspdb } from '../../electron/discovery/discover.ts'
import { namespaces } from './addresses.ts'
import type { Lab } from './lab.ts'
import { startThunderbird, trustAuthority } from './thunderbird-program.ts'

/** What Thunderbird's Account Setup finds for an address, asked of the real Thunderbird on the client's computer. */
export type ThunderbirdAnswer = {
  address: string
  /** From the question to what a person is shown. The program runs already. */
  ms: number
  found: {
    host: string
    port: number
    security: 'tls' | 'starttls' | 'plain'
    /** nsMsgAuthMethod: 1 none, 3 password, 10 OAuth2. */
    auth: number
    /** Thunderbird's own word for it, such as `xml-from-db` or `guess`. */
    source: string
  } | null
}

/**
 * What Account Setup does with an address (`#findConfig` in accountcreation/views/email.mjs), on the same modules: ask
 * everybody who publishes, say no to sending a password to a third party's Exchange, and guess where nothing was found.
 */
const finder = `
const [addresses, atOnce] = arguments
const load = (name) => ChromeUtils.importESModule('resource:///modules/accountcreation/' + name + '.sys.mjs')[name]
const { AccountConfig, FindConfig, GuessConfig } = Object.fromEntries(
  ['AccountConfig', 'FindConfig', 'GuessConfig'].map((name) => [name, load(name)]),
)

async function find(address) {
  const [localPart, domain] = address.split('@')
  const { signal } = new AbortController()
  const discovering = FindConfig.parallelAutoDiscovery(domain, address, signal, undefined, '')
  let found = await discovering.next()
  while (!found.done) found = await discovering.next({ acceptRedirect: false })
  if (found.value) return found.value
  const begun = new AccountConfig()
  begun.incoming.username = localPart
  begun.outgoing.username = localPart
  try {
    return await GuessConfig.guessConfig(domain, () => undefined, begun, 'both', signal)
  } catch {
    return null
  }
}

async function timed(address) {
  const begun = performance.now()
  const config = await find(address)
  const ms = performance.now() - begun
  const { hostname: host, port, socketType, auth } = config?.outgoing ?? {}
  const security = { 0: 'plain', 2: 'starttls', 3: 'tls' }[socketType]
  const source = config?.subSource ?? config?.source
  return { address, ms, found: security === undefined ? null : { host, port, security, auth, source } }
}

async function all() {
  const waiting = addresses.entries()
  const answers = []
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [index, address] of waiting) answers[index] = await timed(address)
    }),
  )
  return { version: Services.appinfo.version, answers }
}
return all()
`

/** Asks for all addresses, `atOnce` of them at the same time; the answers are in their order. */
export async function askThunderbird(
  lab: Lab,
  addresses: readonly string[],
  atOnce: number,
): Promise<{ version: string; answers: ThunderbirdAnswer[] }> {
  const profile = await mkdtemp(path.join(tmpdir(), 'postern-lab-finder-'))
  // The database of providers that Postern asks; the rest is as it is delivered.
  const database = `user_pref("mailnews.auto_config_url", ${JSON.stringify(builtInIspdb)});\n`
  await writeFile(path.join(profile, 'user.js'), database)
  const thunderbird = await startThunderbird(profile, {
    namespace: namespaces.client,
    scriptLimitMs: 300_000,
  })
  try {
    await trustAuthority(thunderbird, lab.authorityFile)
    return (await thunderbird.execute(finder, addresses, atOnce)) as Awaited<
      ReturnType<typeof askThunderbird>
    >
  } finally {
    await thunderbird.kill()
    await rm(profile, { recursive: true, maxRetries: 5 })
  }
}
