import type { ServerReport } from '../../contract/check.ts'
import type {
  ClientAccount,
  NoPlan,
  OutgoingField,
  OutgoingServer,
  OutgoingSettings,
  SignIn,
} from '../../contract/clients.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { diagnose } from '../diagnose.ts'
import { authMethods, type MailSettings, smtpPrefs, socketTypes } from './accounts.ts'
import type { Layers } from './preferences.ts'
import type { PrefChange, PrefValue } from './prefs-file.ts'

export type RepairRequest = {
  layers: Layers
  mail: MailSettings
  /** Of the outgoing server to repair. */
  key: string
  /** What this network's check found out about the server that shall be used; null: it was not checked. */
  proof: Pick<ServerReport, 'host' | 'reachable' | 'port25' | 'submission'> | null
  /** What the server's name means on this network; empty where that is not known. */
  addresses: readonly string[]
  /** A sign-in that was seen to work on both servers with one password; null: none is known. */
  shared: { username: string; outgoingHost: string; incomingHost: string } | null
}

export type RepairPlan = {
  key: string
  now: OutgoingSettings
  after: OutgoingSettings
  /** All that is written, in prefs.js. */
  changes: PrefChange[]
  /** The addresses that send through this server. */
  addresses: string[]
}

/** What to write so that mail leaves, or why nothing is to be written. Only what was proven from here is planned. */
export function planRepair(request: RepairRequest): Result<RepairPlan, NoPlan> {
  const { layers, mail, key, proof, shared } = request
  const server = mail.outgoing.find((outgoing) => outgoing.key === key)
  if (server === undefined) throw new Error(`No outgoing server ${key}`)
  const now = server.settings
  const sameHost = proof !== null && sameName(proof.host, now.host)
  const diagnoses = diagnose(now, {
    outbound25: null,
    server: sameHost ? proof : null,
    addresses: request.addresses,
  })
  const alone = diagnoses.find(({ kind }) => kind === 'leave-alone')
  if (alone?.kind === 'leave-alone') return failed(alone)
  if (proof === null) return failed({ kind: 'not-tested' })
  if (diagnoses[0].kind === 'fine' && sameHost) return failed({ kind: 'nothing-to-change' })
  const { submission, host } = proof
  if (submission.verdict !== 'ready' || submission.port === null || submission.security === null)
    return failed({ kind: 'not-proven', host })
  const signIn = signInFor(now.signIn, submission.auth)
  if (signIn === null) return failed({ kind: 'no-usable-sign-in', host, mechanisms: submission.auth })
  const users = accountsOf(key, mail)
  const known = shared !== null && sameName(shared.outgoingHost, host) ? shared.username : null
  // A name that another server knows need not be one here.
  const own = sameHost || known === null ? now.username : ''
  const username = own || (known ?? users[0]?.incoming.username ?? '')
  if (username === '') return failed({ kind: 'no-user-name' })
  const after: OutgoingSettings = {
    protocol: 'smtp',
    host: sameHost ? now.host : host,
    port: submission.port,
    security: submission.security,
    signIn,
    username,
  }
  const changes = changesFor(layers, server, after)
  if (changes.length === 0) return failed({ kind: 'nothing-to-change' })
  const incoming = passwordFrom(request, now, after, users)
  if (incoming !== null) changes.push(change(layers, `mail.smtpserver.${key}.incomingAccount`, incoming))
  return obstacle(changes, layers) ?? ok({ key, now, after, changes, addresses: addressesOf(key, mail) })
}

/** Policies and user.js win over what is written into prefs.js. */
export function obstacle(
  changes: readonly PrefChange[],
  { policies, userJs }: Layers,
): Result<never, NoPlan> | null {
  const held = changes.filter(({ name }) =>
    ['locked', 'user', 'clear'].includes(policies.get(name)?.status ?? ''),
  )
  if (held.length > 0) return failed({ kind: 'locked-by-policy', settings: held.map(({ name }) => name) })
  const overridden = changes.filter(({ name, after }) => userJs.has(name) && userJs.get(name) !== after)
  return overridden.length === 0
    ? null
    : failed({ kind: 'overridden', settings: overridden.map(({ name }) => name) })
}

/** A sign-in that Thunderbird and the server share: the one that is set where it works, else the password. */
export function signInFor(now: SignIn, offered: readonly string[]): SignIn | null {
  const mechanisms = new Set(offered.map((mechanism) => mechanism.toUpperCase()))
  const works = (signIn: SignIn) => mechanismsOf(signIn).some((mechanism) => mechanisms.has(mechanism))
  return [now, 'password' as const, 'encrypted-password' as const].find(works) ?? null
}

/** What Thunderbird can speak for each (SmtpClient.sys.mjs, _preferredAuthMethods). */
function mechanismsOf(signIn: SignIn): readonly string[] {
  switch (signIn) {
    case 'password':
      return ['PLAIN', 'LOGIN']
    case 'encrypted-password':
    case 'any-secure':
      return ['CRAM-MD5']
    case 'kerberos':
      return ['GSSAPI']
    case 'ntlm':
      return ['NTLM']
    case 'none':
    case 'old-password':
    case 'certificate':
    case 'any':
    case 'oauth2':
      return []
  }
}

function changesFor(
  layers: Layers,
  { key, settings: now, origins }: OutgoingServer,
  after: OutgoingSettings,
): PrefChange[] {
  // A port that is nowhere set follows the security.
  const port = origins.port !== 'default' ? now.port : after.security === 'tls' ? 465 : 587
  const wanted: [OutgoingField, boolean, PrefValue][] = [
    ['host', after.host !== now.host, after.host],
    ['port', after.port !== port, after.port],
    ['security', after.security !== now.security, socketTypes[after.security]],
    ['signIn', after.signIn !== now.signIn, authMethods[after.signIn]],
    ['username', after.username !== now.username, after.username],
  ]
  return wanted
    .filter(([, differs]) => differs)
    .map(([field, , value]) => change(layers, `mail.smtpserver.${key}.${smtpPrefs[field]}`, value))
}

function change({ prefs }: Layers, name: string, after: PrefValue): PrefChange {
  return { name, before: prefs.get(name) ?? null, after }
}

/**
 * The incoming server whose saved password is also the one for sending: then the first mail asks for none. Only where
 * no password for sending can have been saved yet, and the credentials are the same.
 */
function passwordFrom(
  { layers, key, shared }: RepairRequest,
  now: OutgoingSettings,
  after: OutgoingSettings,
  users: readonly ClientAccount[],
): string | null {
  const saved =
    mechanismsOf(now.signIn).length > 0 && now.host === after.host && now.username === after.username
  if (saved || layers.prefs.has(`mail.smtpserver.${key}.incomingAccount`)) return null
  const match = users.find(
    ({ incoming }) =>
      ['imap', 'pop3'].includes(incoming.protocol) &&
      incoming.signIn !== 'oauth2' &&
      incoming.signIn !== 'none' &&
      incoming.username === after.username &&
      (sameName(incoming.host, after.host) ||
        (shared !== null &&
          shared.username === after.username &&
          sameName(shared.outgoingHost, after.host) &&
          sameName(shared.incomingHost, incoming.host))),
  )
  return match?.incoming.key ?? null
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function accountsOf(key: string, { accounts }: MailSettings): ClientAccount[] {
  return accounts.filter(({ identities }) => identities.some(({ outgoing }) => outgoing === key))
}

function addressesOf(key: string, { accounts }: MailSettings): string[] {
  const identities = accounts.flatMap((account) => account.identities)
  return [...new Set(identities.filter(({ outgoing }) => outgoing === key).map(({ address }) => address))]
}
