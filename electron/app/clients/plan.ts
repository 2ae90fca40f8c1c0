import { parseAddress } from '../../accounts/address.ts'
import type { Account } from '../../contract/account.ts'
import type { ServerReport } from '../../contract/check.ts'
import type { ClientProfile, NoPlan, OutgoingServer } from '../../contract/clients.ts'
import type { HandStep } from '../../contract/repair.ts'
import { failed, type Result } from '../../contract/result.ts'
import { diagnose } from '../../clients/diagnose.ts'
import { pinnedFor } from '../../net/trust.ts'
import { sameAddress } from '../add-account.ts'
import { addressesThrough } from './addresses.ts'
import { type ClientEvidence, evidenceOn, isHost, reportOf } from './evidence.ts'
import type { Edit, Plan, ReadClient } from './program.ts'

/** The profile with what is to be said about each of its outgoing servers. */
export function describeClient(
  { profile, read, problem }: ReadClient,
  evidence: ClientEvidence,
): ClientProfile {
  const { accounts, outgoing } = read?.mail ?? { accounts: [], outgoing: [] }
  return {
    ...profile,
    problem,
    ...(read === null || read.flaws.length === 0 ? {} : { flaws: read.flaws }),
    accounts,
    outgoing: outgoing.map((server) => ({
      ...server,
      diagnoses: diagnose(server.settings, evidenceOn(server.settings.host, evidence)),
    })),
  }
}

type Outgoing = ClientProfile['outgoing'][number]

/** The person's mail goes through it, and does not leave as it should. */
export function isInNeed(server: Outgoing, profile: Pick<ClientProfile, 'accounts' | 'superseded'>): boolean {
  if (profile.superseded !== undefined) return false
  const [{ kind }] = server.diagnoses as [Outgoing['diagnoses'][number]]
  return kind !== 'fine' && kind !== 'leave-alone' && addressesThrough(server, profile).length > 0
}

/** The hosts that a repair of this server may lead to: its own, and the one that Postern knows for the address. */
export function hostsToTest(
  server: OutgoingServer,
  profile: Pick<ClientProfile, 'accounts'>,
  accounts: readonly Account[],
): string[] {
  const known = hostKnownFor(server, profile, accountThrough(server, profile, accounts))
  return [server.settings.host, known ?? ''].filter(isHost)
}

function accountThrough(
  server: Pick<OutgoingServer, 'key'>,
  profile: Pick<ClientProfile, 'accounts'>,
  accounts: readonly Account[],
): Account | null {
  const addresses = addressesThrough(server, profile).flatMap((address) => {
    const parsed = parseAddress(address)
    return parsed.ok ? [parsed.value.address] : []
  })
  return accounts.find(({ address }) => addresses.some((one) => sameAddress(one, address))) ?? null
}

/** Where all mail of this server may go instead. Another address among it may be at home on another server. */
function hostKnownFor(
  server: Pick<OutgoingServer, 'key'>,
  profile: Pick<ClientProfile, 'accounts'>,
  account: Account | null,
): string | null {
  if (account === null) return null
  const isAlone = addressesThrough(server, profile).every((address) => {
    const parsed = parseAddress(address)
    return parsed.ok && sameAddress(parsed.value.address, account.address)
  })
  return isAlone ? account.submission.host : null
}

/** What to write so that mail leaves through the server, or why nothing is to be written. */
export function planFor(
  { read }: ReadClient,
  key: string,
  evidence: ClientEvidence,
  accounts: readonly Account[],
): Result<Plan, NoPlan> {
  const server = read?.mail.outgoing.find((one) => one.key === key)
  if (read === null || server === undefined) throw new Error(`No outgoing server ${key}`)
  const { host } = server.settings
  const account = accountThrough(server, read.mail, accounts)
  const [first] = diagnose(server.settings, evidenceOn(host, evidence))
  if (first.kind === 'fine') return failed({ kind: 'nothing-to-change' })
  const proof = proofFor(host, hostKnownFor(server, read.mail, account), evidence)
  const planned = read.planRepair({
    key,
    proof,
    addresses: evidence.addresses.get(host.toLowerCase()) ?? [],
    shared: account === null ? null : sharedSignIn(account),
  })
  return planned.ok || planned.error.kind !== 'not-proven' || proof === null
    ? planned
    : failed(notProven(proof))
}

/** The server that is set comes first: mail moves to another one only where this one does not take it. */
function proofFor(host: string, knownHost: string | null, { tested }: ClientEvidence): ServerReport | null {
  const own = reportOf(host, tested)
  const known = knownHost === null ? null : reportOf(knownHost, tested)
  return [own, known].find((report) => report?.submission.verdict === 'ready') ?? own ?? known
}

/** Postern has signed in to both servers with the one password; to a POP server it does not sign in. */
function sharedSignIn({ username, submission, incoming, unfinished }: Account) {
  return unfinished === true || incoming.protocol !== 'imap'
    ? null
    : { username, outgoingHost: submission.host, incomingHost: incoming.host }
}

function notProven({ host, submission: { verdict } }: ServerReport): NoPlan {
  return { kind: verdict === 'untrusted-certificate' ? 'not-trusted' : 'not-proven', host }
}

/** The same by hand, with those steps ticked that the profile has already. */
export function stepsFor({ read }: ReadClient, plan: Plan): HandStep[] {
  if (read === null) throw new Error('The profile could not be read')
  return read.stepsByHand(plan)
}

/** What to write so that the profile has an account of Postern's, or why it cannot be put there. */
export function planNewAccount(
  { read }: Pick<ReadClient, 'read'>,
  account: Account,
  evidence: ClientEvidence,
): Result<Edit, NoPlan> {
  const { address, username, submission, incoming, pinned, unfinished } = account
  const planAccount = read?.planAccount ?? null
  if (read === null || planAccount === null) throw new Error('No account can be put there')
  if (unfinished === true) return failed({ kind: 'unfinished', address })
  if (incoming.protocol !== 'imap') return failed({ kind: 'no-imap', address })
  // Whom only Postern trusts, the program refuses.
  if (pinnedFor(incoming.host, pinned) !== null) return failed({ kind: 'not-trusted', host: incoming.host })
  const proof = reportOf(submission.host, evidence.tested)
  if (proof === null) return failed({ kind: 'not-tested' })
  const { verdict, port, security, auth } = proof.submission
  if (verdict !== 'ready' || port === null || security === null) return failed(notProven(proof))
  const { host } = submission
  return planAccount({
    // All accounts of a profile are mostly one person's.
    name:
      read.mail.accounts.flatMap(({ identities }) => identities).find(({ name }) => name !== '')?.name ?? '',
    address,
    username,
    incoming,
    outgoing: { host, port, security, mechanisms: auth },
  })
}
