import type { CheckReport } from '../contract/check.ts'
import type { CheckSummary } from '../contract/history.ts'
import { type NetworkIdentity, offline } from '../contract/network.ts'
import type { Services } from './compose.ts'

/** A check waits no longer than this to be told which network it was on. */
const readLimitMs = 1_000

/** Which network this is; all null when that takes longer than a second. */
export async function networkInTime(
  { readNetwork, network }: Pick<Services, 'network' | 'readNetwork'>,
  signal: AbortSignal,
): Promise<NetworkIdentity> {
  const limit = new AbortController()
  const limited = AbortSignal.any([signal, limit.signal])
  const late = network.clock.wait(readLimitMs, limited).then(() => offline)
  const identity = await Promise.race([readNetwork(limited), late])
  limit.abort()
  return identity
}

/** What one check came to: the network's verdict, which all its reports share, and each server's. */
export function summaryOf(reports: readonly [CheckReport, ...CheckReport[]]): CheckSummary {
  const { verdict, mechanism, confidence, families } = reports[0].outbound25
  return {
    outbound25: { verdict, mechanism, confidence, families },
    servers: reports.flatMap(({ server }) =>
      server === null
        ? []
        : [{ host: server.host, verdict: server.submission.verdict, port: server.submission.port }],
    ),
  }
}

/** Adds a check to the history. A history that cannot be written is no reason for a check to fail. */
export async function remember(
  reports: readonly CheckReport[],
  { history }: Pick<Services, 'history'>,
): Promise<void> {
  const [first, ...others] = reports
  if (first === undefined) return
  const { startedAt: at, network } = first
  await history.append({ at, networkId: network.id, ...summaryOf([first, ...others]) })
}
