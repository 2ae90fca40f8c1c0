import type { ServerReport } from '../../contract/check.ts'
import type { NoPlan, OutgoingSettings, SignIn } from '../../contract/clients.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { diagnose } from '../diagnose.ts'
import type { SettingChange, SettingValue } from '../setting-change.ts'
import { type OutlookAccount, readAccount, sameAsIncoming, securities } from './accounts.ts'
import { findValue, type RegKey, sameName } from './reg-file.ts'
import { settingOf, smtp, valueFor } from './settings.ts'

export type OutlookRepair = {
  /** The account, as it was read. */
  account: OutlookAccount & { key: RegKey }
  /** What this network's check found out about the server that shall be used; null: it was not checked. */
  proof: Pick<ServerReport, 'host' | 'reachable' | 'port25' | 'submission'> | null
  /** What the server's name means on this network; empty where that is not known. */
  addresses: readonly string[]
  /** A sign-in that was seen to work on both servers with one password; null: none is known. */
  shared: { username: string; outgoingHost: string; incomingHost: string } | null
}

export type OutlookPlan = {
  /** Name of the account's key. */
  key: string
  now: OutgoingSettings
  after: OutgoingSettings
  /** All that is written, in that key. */
  changes: SettingChange[]
}

/** What to write so that mail leaves, or why nothing is to be written. Only what was proven from here is planned. */
export function planAccount({
  account,
  proof,
  addresses,
  shared,
}: OutlookRepair): Result<OutlookPlan, NoPlan> {
  const { key } = account
  const now = account.outgoing.settings
  const sameHost = proof !== null && sameName(proof.host, now.host)
  const diagnoses = diagnose(now, { outbound25: null, server: sameHost ? proof : null, addresses })
  const alone = diagnoses.find(({ kind }) => kind === 'leave-alone')
  if (alone?.kind === 'leave-alone') return failed(alone)
  if (proof === null) return failed({ kind: 'not-tested' })
  if (diagnoses[0].kind === 'fine' && sameHost) return failed({ kind: 'nothing-to-change' })
  const { submission, host } = proof
  if (submission.verdict !== 'ready' || submission.port === null || submission.security === null)
    return failed({ kind: 'not-proven', host })
  const signIn = signInFor(now.signIn, submission.auth)
  if (signIn === null) return failed({ kind: 'no-usable-sign-in', host, mechanisms: submission.auth })
  const known = shared !== null && sameName(shared.outgoingHost, host) ? shared.username : null
  const user = userFor(account, signIn, sameHost ? null : known, known)
  if (user.name === '') return failed({ kind: 'no-user-name' })
  const wanted: [string, SettingValue][] = [
    [smtp.port, submission.port],
    [smtp.security, securities[submission.security]],
    [smtp.useAuth, 1],
  ]
  if (!sameHost) wanted.push([smtp.host, host])
  if (user.asIncoming) {
    if (findValue(key, smtp.authMethod) !== undefined) wanted.push([smtp.authMethod, 0])
  } else wanted.push([smtp.authMethod, 1], [smtp.username, user.name])
  if (signIn === 'password' && findValue(key, smtp.secure) !== undefined) wanted.push([smtp.secure, 0])
  const unclear = wanted.flatMap(([name, after]) => {
    const before = settingOf(findValue(key, name))
    return before === null || typeof before === typeof after ? [] : [name]
  })
  if (unclear.length > 0) return failed({ kind: 'not-understood', settings: unclear })
  const changes = wanted.flatMap(([name, after]) => {
    const before = settingOf(findValue(key, name)) ?? null
    return before === after ? [] : [{ name, before, after }]
  })
  if (changes.length === 0) return failed({ kind: 'nothing-to-change' })
  return ok({ key: key.name, now, after: settingsAfter(key, changes), changes })
}

/**
 * Who signs in, and whether as for reading. `wanted`: who is known at a server that mail moves to; a name that the old
 * one knows need not be one there.
 */
function userFor(
  { account, outgoing, key }: OutlookRepair['account'],
  signIn: SignIn,
  wanted: string | null,
  known: string | null,
): { name: string; asIncoming: boolean } {
  const now = outgoing.settings
  const incoming = account.incoming.username
  if (wanted !== null) return { name: wanted, asIncoming: wanted === incoming }
  // A password of its own for sending cannot be written: who has none signs in as for reading.
  const asIncoming = now.signIn !== signIn || sameAsIncoming(key) || now.username === ''
  if (!asIncoming) return { name: now.username, asIncoming }
  return incoming === '' ? { name: known ?? '', asIncoming: false } : { name: incoming, asIncoming }
}

/** The one that is set where it works, else the password. */
function signInFor(now: SignIn, offered: readonly string[]): SignIn | null {
  const mechanisms = new Set(offered.map((mechanism) => mechanism.toUpperCase()))
  if (now === 'ntlm' && mechanisms.has('NTLM')) return 'ntlm'
  return mechanisms.has('PLAIN') || mechanisms.has('LOGIN') ? 'password' : null
}

/** What the account means with the changes in it. */
function settingsAfter(key: RegKey, changes: readonly SettingChange[]): OutgoingSettings {
  const changed = readAccount(withChanges(key, changes), '')
  if (changed === null) throw new Error('The account is none with the changes in it')
  return changed.outgoing.settings
}

/** The key as it shall be, in the types that stand there. */
export function withChanges(key: RegKey, changes: readonly SettingChange[]): RegKey {
  const values = new Map(key.values)
  for (const { name, after } of changes) {
    const stands = [...values.keys()].find((one) => sameName(one, name)) ?? name
    if (after === null) values.delete(stands)
    else values.set(stands, valueFor(after, stands, key))
  }
  return { ...key, values }
}
