import { randomUUID } from 'node:crypto'
import { parseAddress } from '../accounts/address.ts'
import type { Account, IncomingServer, MailServer, PinnedCertificate } from '../contract/account.ts'
import type { CheckReport, SubmissionPort } from '../contract/check.ts'
import type { CredentialFailure, MailFailure, SettingsFailure } from '../contract/failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { verifyIncoming, verifySubmission } from '../delivery/verify.ts'
import { findIncoming } from '../discovery/guess-incoming.ts'
import type { Translate } from '../text/translate.ts'
import { check, plainRequest } from './check.ts'
import type { Services } from './compose.ts'
import { serverToCheck, settingsOf } from './discover.ts'

/** What the person has said already; the rest is found out. */
export type AccountWish = {
  address: string
  username: string | null
  submissionHost: string | null
  submissionPort: SubmissionPort | null
  incoming: IncomingServer | 'find'
}

export type ProposeFailure =
  | { kind: 'not-an-address' }
  | { kind: 'address-without-domain' }
  | { kind: 'account-exists'; address: string }
  | { kind: 'no-server-found'; domain: string }
  /** The provider takes no passwords from mail programs. */
  | { kind: 'oauth2-only'; domain: string }
  /** The server cannot take mail from here: the report says why and what to do. */
  | { kind: 'not-submittable'; report: CheckReport }
  | { kind: 'no-incoming-found'; domain: string }
  | { kind: 'interrupted' }
  | SettingsFailure

/** Finds the servers of an address and the port that works from here. Nothing is saved and no password is asked yet. */
export async function proposeAccount(
  wish: AccountWish,
  services: Services,
  translate: Translate,
  signal: AbortSignal,
): Promise<Result<Account, ProposeFailure>> {
  const parsed = parseAddress(wish.address)
  if (!parsed.ok) {
    const { kind } = parsed.error
    return failed({
      kind: kind === 'no-at' || kind === 'no-domain' ? 'address-without-domain' : 'not-an-address',
    })
  }
  const { address, domain } = parsed.value
  const loaded = await services.accounts.load()
  if (!loaded.ok) return loaded
  if (loaded.value.settings.accounts.some((one) => sameAddress(one.address, address))) {
    return failed({ kind: 'account-exists', address })
  }
  const wanted = wish.incoming === 'find' ? 'both' : 'submission'
  const found = wish.submissionHost === null ? await settingsOf(address, wanted, services, signal) : null
  if (found === null && wish.submissionHost === null) return failed({ kind: 'interrupted' })
  if (found?.notes.includes('oauth2-only') === true) return failed({ kind: 'oauth2-only', domain })
  const host = wish.submissionHost ?? (found === null ? null : serverToCheck(found))
  if (host === null) return failed({ kind: 'no-server-found', domain })
  const request = { ...plainRequest, servers: [{ host, account: null }] }
  const [outcome] = (await check(request, services, translate, signal)) ?? []
  if (outcome === undefined) return failed({ kind: 'interrupted' })
  const submission = submissionServer(host, wish.submissionPort, outcome.report)
  if (submission === null) return failed({ kind: 'not-submittable', report: outcome.report })
  const incoming =
    wish.incoming === 'find'
      ? (found?.chosen?.incoming ?? (await findIncoming(address, host, services.network, signal)))
      : wish.incoming
  if (signal.aborted) return failed({ kind: 'interrupted' })
  if (incoming === null) return failed({ kind: 'no-incoming-found', domain })
  return ok({
    id: randomUUID(),
    address,
    username: wish.username ?? found?.chosen?.username ?? address,
    submission,
    incoming,
    pinned: [],
    startTlsSeen: submission.security === 'starttls',
  })
}

/** A port that works, or one whose certificate the person may still trust. */
function submissionServer(
  host: string,
  wished: SubmissionPort | null,
  { server }: CheckReport,
): MailServer | null {
  const usable = (port: SubmissionPort) => {
    const verdict = server?.submission.ports[port]
    return verdict === 'ready' || verdict === 'untrusted-certificate'
  }
  const port = ([wished, server?.submission.port, 587, 465] as const).find(
    (one): one is SubmissionPort => one != null && usable(one) && (wished === null || one === wished),
  )
  return port === undefined ? null : { host, port, security: port === 465 ? 'tls' : 'starttls' }
}

/**
 * Signs in to both servers with the password, without sending mail. A refused password is never tried again. `onDoing`
 * hears whose turn it is.
 */
export async function signIn(
  account: Account,
  password: string,
  services: Pick<Services, 'network'>,
  signal: AbortSignal,
  onDoing: (doing: 'submission' | 'incoming') => void = () => undefined,
): Promise<Result<void, MailFailure>> {
  onDoing('submission')
  const sending = await verifySubmission(account, password, services.network, signal)
  if (!sending.ok) return sending
  if (account.incoming.protocol === 'pop3') return ok(undefined)
  onDoing('incoming')
  const reading = await verifyIncoming(account, password, services.network, signal)
  return reading.ok ? ok(undefined) : reading
}

/** The account with a certificate that the person has just said yes to. */
export function withTrusted(account: Account, certificate: PinnedCertificate): Account {
  const others = account.pinned.filter(({ host }) => host !== certificate.host)
  return { ...account, pinned: [...others, certificate] }
}

/**
 * Keeps the account, and its password in the keychain unless it is for this session only. A password without its
 * account is not left behind; one of an account that was there before is never taken out.
 */
export async function saveAccount(
  account: Account,
  password: string | null,
  services: Services,
): Promise<Result<void, CredentialFailure | SettingsFailure>> {
  const loaded = await services.accounts.load()
  if (!loaded.ok) return loaded
  const isNew = !loaded.value.settings.accounts.some((one) => sameAddress(one.address, account.address))
  if (password !== null) {
    const kept = await services.credentials.save(account.address, password)
    if (!kept.ok) return kept
  }
  const saved = await services.accounts.update((settings) => ({
    ...settings,
    accounts: [...settings.accounts.filter((one) => !sameAddress(one.address, account.address)), account],
  }))
  if (!saved.ok && isNew && password !== null) await services.credentials.remove(account.address)
  return saved.ok ? ok(undefined) : saved
}

/** There is no keychain here, as opposed to one that does not open. */
export function hasNoKeychain({ kind }: CredentialFailure): boolean {
  return kind === 'keychain-absent' || kind === 'keychain-module-missing'
}

export function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
