import { randomBytes, X509Certificate } from 'node:crypto'
import process from 'node:process'
import { check, type CheckProgress, plainRequest } from '../../electron/app/check.ts'
import type { Services } from '../../electron/app/compose.ts'
import { sendTest } from '../../electron/app/send-test.ts'
import { printCheck } from '../../electron/cli/check-view.ts'
import { tell } from '../../electron/cli/send-test-command.ts'
import { alignedRows, createTerminal } from '../../electron/cli/terminal.ts'
import type { Account } from '../../electron/contract/account.ts'
import { offline } from '../../electron/contract/network.ts'
import { ok } from '../../electron/contract/result.ts'
import type { CredentialStore } from '../../electron/credentials/credential-store.ts'
import { createKeychainStore } from '../../electron/credentials/keychain-store.ts'
import { createSessionStore } from '../../electron/credentials/session-store.ts'
import { createTranslator } from '../../electron/text/translator.ts'
import { createSelfSigned } from '../fakes/certificates.ts'
import { createMailHost, type MailHost } from '../fakes/mail-host.ts'
import { controls, createSimulatedNetwork, references } from './simulated-network.ts'

/** `npm run demo`: the whole main job on this computer, without an account, without root and without a network. */

const host = 'mail.tanaka.example'
const address = 'hanako@tanaka.example'
/** The demo's own entry, so that it can never touch a real one. */
const keychainEntry = `Postern demo ${process.pid}`
const keychainMs = 4_000

const terminal = createTerminal({ quiet: false })
const t = createTranslator('en')
const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort())

function heading(text: string): void {
  terminal.print()
  terminal.print(terminal.paint('strong', text))
}

/** Stores the password where a person's would be, and reads it back. */
async function storePassword(
  password: string,
): Promise<{ store: CredentialStore; where: string; password: string }> {
  const keychain = createKeychainStore({ deadlineMs: keychainMs })
  const saved = await keychain.save(keychainEntry, password)
  const store = saved.ok ? keychain : createSessionStore()
  if (!saved.ok) await store.save(keychainEntry, password)
  const read = await store.read(keychainEntry)
  return {
    store,
    where: saved.ok ? "this computer's keychain" : `memory only (no keychain here: ${saved.error.kind})`,
    password: read.ok ? (read.value ?? '') : '',
  }
}

async function run(mailHost: MailHost, account: Account, typedPassword: string): Promise<boolean> {
  const services: Pick<Services, 'network' | 'hasRoute' | 'readNetwork' | 'history'> = {
    network: createSimulatedNetwork({
      587: mailHost.ports.submission,
      465: mailHost.ports.submissions,
      443: mailHost.ports.submissions,
      993: mailHost.ports.imaps,
    }),
    hasRoute: (family) => Promise.resolve(family === 4),
    readNetwork: () => Promise.resolve(offline),
    history: { append: () => Promise.resolve(ok(undefined)), read: () => Promise.resolve(ok([])) },
  }
  const { signal } = interrupt

  heading('1. The check')
  const request = { ...plainRequest, servers: [{ host, account }], references, controls }
  const onProbe = ({ elapsedMs }: CheckProgress) =>
    terminal.progress(`Asking… ${(elapsedMs / 1_000).toFixed(1)} s`)
  const [checked] = (await check(request, services, t, signal, onProbe)) ?? []
  if (checked === undefined) return false
  printCheck(checked, t, terminal, { quiet: false, verbose: false })
  terminal.print(
    terminal.paint(
      'dim',
      'The embedded server offers AUTH before TLS, as many servers do: Postern noticed that, too.',
    ),
  )

  heading('2. The password')
  const { store, where, password } = await storePassword(typedPassword)
  terminal.print(`Kept in ${where}, and read back.`)
  try {
    heading('3. A test mail through the submission port')
    const keep = false
    const onProgress = () => undefined
    const sent = await sendTest(account, password, { keep, onProgress }, services, t, signal)
    if (!sent.ok) {
      terminal.print(terminal.paint('bad', `It failed: ${sent.error.kind}`))
      return false
    }
    const code = tell(sent.value, keep, { t, terminal })

    const { report } = checked
    const { arrival } = sent.value
    heading('In short')
    const rows = [
      [
        'Outbound port 25',
        `${report.outbound25.verdict} (${report.outbound25.mechanism ?? '-'}), ${report.outbound25.confidence}`,
      ],
      ['Port 587', report.server?.submission.ports['587'] ?? '-'],
      ['Port 465', report.server?.submission.ports['465'] ?? '-'],
      ['Password', `in ${where}; sent after TLS was verified, nowhere else`],
      [
        'Test mail',
        arrival.kind === 'arrived'
          ? `arrived in ${arrival.seconds.toFixed(1)} s, ${arrival.proof.receivedWith ?? '?'}`
          : arrival.kind,
      ],
    ] as const
    for (const line of alignedRows(rows, (label) => terminal.paint('dim', label))) terminal.print(`  ${line}`)
    return code === 0 && report.outbound25.verdict === 'blocked'
  } finally {
    await store.remove(keychainEntry)
  }
}

const password = randomBytes(12).toString('base64url')
const certificate = await createSelfSigned({ names: [host] })
const mailHost = await createMailHost({
  name: host,
  certificate,
  user: { address, username: address, password },
})
const { fingerprint256 } = new X509Certificate(certificate.certPem)
const account: Account = {
  id: 'demo',
  address,
  username: address,
  submission: { host, port: 587, security: 'starttls' },
  incoming: { protocol: 'imap', host, port: 993, security: 'tls' },
  pinned: [{ host, sha256: fingerprint256, pem: certificate.certPem }],
  startTlsSeen: false,
}

terminal.print(terminal.paint('strong', 'Postern demo'))
terminal.print(
  'The network is simulated: a dialler drops port 25 and maps 587, 465 and 993 to a mail server in this',
)
terminal.print(
  'process. The check, the TLS, the sign-in, the mail and its arrival are real. Nothing leaves this computer.',
)
terminal.print(
  `The server's certificate was made a moment ago; it is trusted by its fingerprint, for this account only.`,
)
let done = false
try {
  done = await run(mailHost, account, password)
} finally {
  await mailHost.close()
}
heading('What to do next')
terminal.print('  npx postern check you@example.com     is port 25 blocked here, and can your mail leave?')
terminal.print(
  '  npx postern account add               add your account; the password goes into the keychain',
)
terminal.print('  npx postern send-test                 a real test mail, and the proof that it arrived')
terminal.print()
terminal.print(terminal.paint('dim', 'Nothing was left behind: no file, no keychain entry, no process.'))
process.exitCode = done ? 0 : interrupt.signal.aborted ? 130 : 1
