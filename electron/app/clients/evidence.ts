import type { Account } from '../../contract/account.ts'
import type { CheckReport, Outbound25, ServerReport } from '../../contract/check.ts'
import type { Evidence } from '../../clients/diagnose.ts'
import type { Translate } from '../../text/translate.ts'
import { check, type CheckedServer, type CheckProgress, type CheckRequest, type Probing } from '../check.ts'
import type { Services } from '../compose.ts'
import { hostAsGiven } from '../host.ts'

/** What is known of the network and of the servers that mail programs send through. */
export type ClientEvidence = {
  outbound25: Outbound25 | null
  /** Seen from here, by whatever check. */
  seen: readonly ServerReport[]
  /** Tested for the mail programs, which know nothing of the certificates that Postern was told to trust. */
  tested: readonly ServerReport[]
  addresses: Addresses
}

/** What hosts mean on this network, by their names in lower case. */
export type Addresses = Map<string, readonly string[]>

export function reportOf(host: string, reports: readonly ServerReport[]): ServerReport | null {
  return reports.find((report) => report.host.toLowerCase() === host.toLowerCase()) ?? null
}

/** What there is to say about one host. */
export function evidenceOn(host: string, { outbound25, seen, tested, addresses }: ClientEvidence): Evidence {
  return {
    outbound25,
    server: reportOf(host, tested) ?? reportOf(host, seen),
    addresses: addresses.get(host.toLowerCase()) ?? [],
  }
}

/** Tries the servers from here as a mail program would: with no certificate but those that everybody trusts. */
export async function testServers(
  hosts: readonly string[],
  accounts: readonly Account[],
  request: CheckRequest,
  services: Probing,
  translate: Translate,
  signal: AbortSignal,
  onProgress: (progress: CheckProgress) => void = () => undefined,
): Promise<CheckReport[] | null> {
  const servers = hosts.map((host): CheckedServer => {
    const account = accounts.find(({ submission }) => submission.host.toLowerCase() === host.toLowerCase())
    return { host, account: { pinned: [], startTlsSeen: account?.startTlsSeen === true } }
  })
  const outcomes = await check({ ...request, servers }, services, translate, signal, onProgress)
  return outcomes?.map(({ report }) => report) ?? null
}

/** A look at settings waits no longer than this for DNS. */
const lookUpLimitMs = 2_000

/** Looks up those hosts that are not among the addresses yet. */
export async function lookUpAddresses(
  hosts: readonly string[],
  addresses: Addresses,
  { network }: Pick<Services, 'network'>,
  signal: AbortSignal,
): Promise<void> {
  const limit = new AbortController()
  const limited = AbortSignal.any([signal, limit.signal])
  const unknown = new Set(hosts.map((host) => host.toLowerCase()).filter((host) => !addresses.has(host)))
  const late = network.clock.wait(lookUpLimitMs, limited)
  const all = [...unknown].filter(isHost).map(async (host) => {
    const found = await Promise.race([network.resolver.addresses(host, limited), late])
    const known = found?.kind === 'found' ? found.addresses : []
    if (!signal.aborted)
      addresses.set(
        host,
        known.map(({ address }) => address),
      )
  })
  await Promise.all(all)
  limit.abort()
  await late
}

/** Settings may hold anything. */
export function isHost(text: string): boolean {
  return hostAsGiven(text) === text
}
