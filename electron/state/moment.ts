import type { CheckReport, Outbound25 } from '../contract/check.ts'
import type { Port25 } from '../contract/notification.ts'
import type { AccountState, AppState } from '../contract/state.ts'
import type { AccountMoment, Moment } from './notification.ts'

type MoreOfMoment = Pick<Moment, 'now' | 'presenting' | 'sinceLoginMs'> & {
  clientOn25: (account: AccountState) => string | null
}

/** What the state of the app says to the policy of notifications. */
export function momentOf(
  {
    network,
    checking,
    remembered,
    accounts,
    preferences,
  }: Pick<AppState, 'network' | 'checking' | 'remembered' | 'accounts' | 'preferences'>,
  { clientOn25, ...more }: MoreOfMoment,
): Moment {
  return {
    ...more,
    quiet: preferences.quiet === true,
    networkId: network?.id ?? null,
    certainty: checking !== null ? 'suspected' : remembered ? 'remembered' : 'confirmed',
    accounts: accounts.map((account) => ({
      id: account.id,
      address: account.address,
      paused: account.paused === true,
      clientOn25: clientOn25(account),
      ...networkPart(account.checked?.report ?? null),
    })),
  }
}

function networkPart(
  report: Pick<CheckReport, 'outbound25' | 'server'> | null,
): Pick<AccountMoment, 'sends' | 'port' | 'port25' | 'stripped587'> {
  const submission = report?.server?.submission
  if (report === null || submission === undefined)
    return { sends: null, port: null, port25: null, stripped587: false }
  return {
    sends: sendsOf(report),
    port: submission.port,
    port25: isException(report) ? 'open' : port25Of(report.outbound25),
    stripped587: submission.ports['587'] === 'stripped',
  }
}

/** A server that is down or set up wrongly is no change of network. */
function sendsOf({ outbound25, server }: Pick<CheckReport, 'outbound25' | 'server'>): boolean | null {
  if (outbound25.verdict === 'offline' || outbound25.verdict === 'captive-portal') return null
  switch (server?.submission.verdict) {
    case 'ready':
      return true
    case 'blocked':
    case 'stripped':
      return false
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
    case 'untrusted-certificate':
    case 'unreachable':
    case 'inconclusive':
    case undefined:
      return null
  }
}

/** The network blocks port 25, but not on the way to this server. */
function isException({ outbound25, server }: Pick<CheckReport, 'outbound25' | 'server'>): boolean {
  return server !== null && outbound25.exceptions.includes(server.host)
}

function port25Of({ verdict, mechanism, confidence }: Outbound25): Port25 {
  if (confidence === 'suspected') return null
  switch (verdict) {
    case 'open':
      return 'open'
    case 'blocked':
    case 'tarpit':
      return 'closed'
    case 'intercepted':
      return mechanism === 'stripped' ? 'stripped' : 'proxy'
    // Mail may still leave through the other family.
    case 'partial':
    case 'captive-portal':
    case 'offline':
    case 'inconclusive':
      return null
  }
}
