import { findOtherOutlooks } from '../../clients/outlook/other-outlooks.ts'
import type { Account } from '../../contract/account.ts'
import type { CheckReport } from '../../contract/check.ts'
import type { ClientProfile, OtherOutlook } from '../../contract/clients.ts'
import type { Translate } from '../../text/translate.ts'
import type { CheckProgress, CheckRequest } from '../check.ts'
import type { Services } from '../compose.ts'
import { addressesThrough } from './addresses.ts'
import { type Addresses, type ClientEvidence, lookUpAddresses, testServers } from './evidence.ts'
import { describeClient, hostsToTest } from './plan.ts'
import type { ReadClient } from './program.ts'
import { type ListProblem, readClients } from './read-clients.ts'

export type Look = {
  clients: { client: ReadClient; profile: ClientProfile }[]
  problems: ListProblem[]
  others: OtherOutlook[]
  evidence: ClientEvidence
  reports: readonly CheckReport[]
  /** Postern's own. */
  accounts: readonly Account[]
}

/** Reads the mail programs' settings and tries all servers that they send through; null when `signal` came first. */
export async function lookAtClients(
  accounts: readonly Account[],
  request: CheckRequest,
  services: Services,
  translate: Translate,
  signal: AbortSignal,
  onProgress: (progress: CheckProgress) => void,
): Promise<Look | null> {
  const { clients, problems } = await readClients(services)
  const addresses: Addresses = new Map()
  const before: ClientEvidence = { outbound25: null, seen: [], tested: [], addresses }
  await lookUpAddresses(hostsIn(clients), addresses, services, signal)
  const hosts = clients
    .map((client) => describeClient(client, before))
    .flatMap((profile) =>
      profile.outgoing
        .filter((server) => server.diagnoses.every(({ kind }) => kind !== 'leave-alone'))
        .filter((server) => addressesThrough(server, profile).length > 0)
        .flatMap((server) => hostsToTest(server, profile, accounts)),
    )
  const unique = [...new Map(hosts.map((host) => [host.toLowerCase(), host])).values()]
  const reports =
    unique.length === 0
      ? []
      : await testServers(unique, accounts, request, services, translate, signal, onProgress)
  if (reports === null) return null
  const tested = reports.flatMap(({ server }) => server ?? [])
  const evidence = { outbound25: reports[0]?.outbound25 ?? null, seen: [], tested, addresses }
  return {
    clients: clients.map((client) => ({ client, profile: describeClient(client, evidence) })),
    problems,
    others: await findOtherOutlooks(services.mailPrograms.machine),
    evidence,
    reports,
    accounts,
  }
}

/** The servers that the profiles send through. */
export function hostsIn(clients: readonly ReadClient[]): string[] {
  return clients.flatMap(({ read }) => read?.mail.outgoing.map(({ settings }) => settings.host) ?? [])
}
