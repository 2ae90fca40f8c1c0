import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { builtInIspdb } from '../../electron/discovery/discover.ts'
import { connectMarionette } from './marionette.ts'
import { waitUntil } from './run.ts'
import type { FinderRequest } from './thunderbird-finder.ts'

/** Runs on the client: starts a Thunderbird with a new profile and asks its finder. Answers on standard output. */

/**
 * What Account Setup does with an address (`#findConfig` in accountcreation/views/email.mjs), on the same modules: ask
 * everybody who publishes, say no to sending a password to a third party's Exchange, and guess where nothing was found.
 */
const finder = `
const [{ addresses, atOnce, authorityPem }, done] = arguments
const load = (name) => ChromeUtils.importESModule('resource:///modules/accountcreation/' + name + '.sys.mjs')[name]
const { AccountConfig, FindConfig, GuessConfig } = Object.fromEntries(
  ['AccountConfig', 'FindConfig', 'GuessConfig'].map((name) => [name, load(name)]),
)
Cc['@mozilla.org/security/x509certdb;1']
  .getService(Ci.nsIX509CertDB)
  .addCertFromBase64(authorityPem.replace(/-----[^-]+-----|\\s/g, ''), 'C,C,C')

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
  return JSON.stringify({ version: Services.appinfo.version, answers })
}
all().then(done, (error) => done('failed: ' + error + error.stack))
`

const request = JSON.parse(await text(process.stdin)) as FinderRequest
const profile = await mkdtemp(path.join(tmpdir(), 'postern-lab-thunderbird-'))
// The database of providers that Postern asks; the rest is as it is delivered.
const preferences = { 'mailnews.auto_config_url': builtInIspdb, 'marionette.port': 0 }
await writeFile(
  path.join(profile, 'user.js'),
  Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join(''),
)
const options = ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote']
const thunderbird = spawn('thunderbird', [...options, '--profile', profile], {
  env: { ...process.env, HOME: profile },
  stdio: 'ignore',
})
const ended = once(thunderbird, 'exit')
const portFile = path.join(profile, 'MarionetteActivePort')
let port = ''
await waitUntil(
  'Thunderbird can be asked',
  async () => (port = await readFile(portFile, 'utf8').catch(() => '')) !== '',
  60_000,
)
const marionette = await connectMarionette(Number(port))
await marionette.ask('WebDriver:NewSession', {})
await marionette.ask('WebDriver:SetTimeouts', { script: 300_000 })
await marionette.ask('Marionette:SetContext', { value: 'chrome' })
const answer = await marionette.ask('WebDriver:ExecuteAsyncScript', { script: finder, args: [request] })
process.stdout.write((answer as { value: string }).value)
await marionette.ask('Marionette:Quit', { flags: ['eForceQuit'] })
await ended
marionette.close()
await rm(profile, { recursive: true })
