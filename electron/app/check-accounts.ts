import type { Account } from '../contract/account.ts'
import { pinnedFor } from '../net/trust.ts'
import type { Translate } from '../text/translate.ts'
import {
  check,
  type CheckedServer,
  type CheckOutcome,
  type CheckProgress,
  type CheckRequest,
  type Probing,
} from './check.ts'

/** Checks the network and the servers of all accounts at once; accounts on one server share its probes. */
export async function checkAccounts(
  accounts: readonly Account[],
  request: CheckRequest,
  services: Probing,
  translate: Translate,
  signal: AbortSignal,
  onProgress: (progress: CheckProgress) => void = () => undefined,
): Promise<{ account: Account; outcome: CheckOutcome }[] | null> {
  const servers = new Map<string, CheckedServer>()
  for (const account of accounts) {
    const key = serverKey(account)
    if (!servers.has(key)) servers.set(key, { host: account.submission.host, account })
  }
  const outcomes = await check(
    { ...request, servers: [...servers.values()] },
    services,
    translate,
    signal,
    onProgress,
  )
  if (outcomes === null) return null
  const keys = [...servers.keys()]
  return accounts.flatMap((account) => {
    const outcome = outcomes[keys.indexOf(serverKey(account))]
    return outcome === undefined ? [] : [{ account, outcome }]
  })
}

/** Accounts see the same server only where they trust the same certificate and expect the same of it. */
function serverKey({ submission: { host }, pinned, startTlsSeen }: Account): string {
  return JSON.stringify([host.toLowerCase(), pinnedFor(host, pinned)?.sha256 ?? null, startTlsSeen])
}
