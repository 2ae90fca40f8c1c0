import { adviseCheck } from '../advice/advise-check.ts'
import type { Account } from '../contract/account.ts'
import type { AuditFinding } from '../contract/audit.ts'
import type { CheckReport, Family, Observation, ServerReport } from '../contract/check.ts'
import type { Network } from '../net/connect.ts'
import { pinnedFor } from '../net/trust.ts'
import { type ProbePlan, type ProbeProgress, type ProbeRun, runProbe } from '../probe/run.ts'
import type { Step } from '../probe/schedule.ts'
import { builtInControls, builtInPortalUrl, builtInReferences, type Wanted } from '../probe/targets.ts'
import { adviceText } from '../text/advice-text.ts'
import type { Translate } from '../text/translate.ts'
import { auditServer } from './audit.ts'
import { networkInTime, remember } from './check-record.ts'
import type { Services } from './compose.ts'

/** A submission server to look at, and what the account that is set up there knows of it, if there is one. */
export type CheckedServer = { host: string; account: Pick<Account, 'pinned' | 'startTlsSeen'> | null }

export type CheckRequest = {
  /** None: only the network is checked. */
  servers: readonly CheckedServer[]
  /** Each replaces the built-in list where it is not empty. */
  references: readonly string[]
  controls: readonly { host: string; port: number }[]
  portalUrl: string | null
  /** Only this family, for `-4` and `-6`. */
  only: Family | null
  /** The deadline of the whole check in seconds. */
  timeoutSeconds: number | null
  /** Audit each server that answers, as the server of this address. Null: do not. */
  auditAddress: string | null
}

/** A check of the network with the built-in hosts; what is asked for besides is put on top. */
export const plainRequest: CheckRequest = {
  servers: [],
  references: [],
  controls: [],
  portalUrl: null,
  only: null,
  timeoutSeconds: null,
  auditAddress: null,
}

export type CheckProgress = ProbeProgress

export type CheckOutcome = {
  report: CheckReport
  /** What people are shown besides, and what trusting a certificate needs; not part of the contract. */
  shown: Step['submissions'][number]['shown']
  /** What an audit found out beyond the report; null without one. */
  findings: readonly AuditFinding[] | null
}

/** What a check works with. */
export type Probing = Pick<Services, 'network' | 'hasRoute' | 'readNetwork' | 'history'>

/** Longer than a server that greets after 8 s takes, shorter than anybody's patience. */
const defaultTimeoutSeconds = 12

/**
 * Checks this network once, and every server of the request in the same moments. One outcome for each server, or one of
 * the network alone; null when `signal` ended it.
 */
export async function check(
  request: CheckRequest,
  services: Probing,
  translate: Translate,
  signal: AbortSignal,
  onProgress: (progress: CheckProgress) => void = () => undefined,
): Promise<CheckOutcome[] | null> {
  const { network } = services
  const startedAt = new Date().toISOString()
  const begun = network.clock.now()
  const identity = networkInTime(services, signal)
  const routes = await routesFor(request.only, services)
  const plan = planFor(request, routes)
  const run = await runProbe(plan, network, signal, onProgress)
  if (run === null) return null
  // What answers before the person has signed in to the network is not the server.
  const auditAddress = run.outbound25.verdict === 'captive-portal' ? null : request.auditAddress
  const servers = await Promise.all(
    request.servers.flatMap(({ host }, index) => {
      const decision = run.submissions[index]
      if (decision === undefined) return []
      const report = serverReport(host, index, decision, run)
      return [
        audited(report, auditAddress, new Date(startedAt), network, signal).then((seen) => ({
          ...seen,
          shown: decision.shown,
        })),
      ]
    }),
  )
  const { id, gateway } = await identity
  if (signal.aborted) return null
  const { settled, ...outbound25 } = run.outbound25
  const shared: Omit<CheckReport, 'advice' | 'server'> = {
    schema: 1,
    startedAt,
    durationMs: Math.round(network.clock.now() - begun),
    timing: run.timing,
    network: { id, gateway, families: routes },
    outbound25: { ...outbound25, evidence: evidenceOf25(run, request.servers.length === 1 ? 0 : null) },
  }
  const outcome = (
    server: ServerReport | null,
    shown: CheckOutcome['shown'],
    findings: CheckOutcome['findings'],
  ): CheckOutcome => {
    const facts = { ...shared, server }
    const advice = adviseCheck(facts, {}, findings).map((step) => ({
      ...step,
      text: adviceText(translate, step),
    }))
    return { report: { ...facts, advice }, shown, findings }
  }
  const outcomes =
    request.servers.length === 0
      ? [outcome(null, null, null)]
      : servers.map(({ report, shown, findings }) => outcome(report, shown, findings))
  await remember(
    outcomes.map(({ report }) => report),
    services,
  )
  return outcomes
}

/** The report, completed by the audit where one is wanted and the server answers at all. */
async function audited(
  report: ServerReport,
  address: string | null,
  now: Date,
  network: Network,
  signal: AbortSignal,
): Promise<{ report: ServerReport; findings: CheckOutcome['findings'] }> {
  if (address === null || !report.reachable) return { report, findings: null }
  const { unauthenticated, findings } = await auditServer(report, address, now, network, signal)
  return { report: { ...report, submission: { ...report.submission, unauthenticated } }, findings }
}

async function routesFor(
  only: Family | null,
  { hasRoute }: Probing,
): Promise<CheckReport['network']['families']> {
  const [ipv4, ipv6] = await Promise.all([hasRoute(4), hasRoute(6)])
  return { ipv4: ipv4 && only !== 6, ipv6: ipv6 && only !== 4 }
}

function planFor(request: CheckRequest, routes: CheckReport['network']['families']): ProbePlan {
  const byHand = request.references.length > 0
  const references = byHand ? request.references : builtInReferences
  const controls = request.controls.length > 0 ? request.controls : builtInControls
  return {
    references: [...new Set(references)].map((host) => ({
      role: 'reference',
      host,
      ports: [25],
      startTlsKnown: !byHand,
      server: null,
    })),
    controls: controlHosts(controls),
    servers: request.servers.map(({ host, account }, server) => ({
      wanted: { role: 'server', host, ports: [25, 587, 465], startTlsKnown: false, server },
      pinned: account === null ? null : pinnedFor(host, account.pinned),
      startTlsSeen: account?.startTlsSeen ?? false,
    })),
    portalUrl: request.portalUrl ?? builtInPortalUrl,
    routes,
    deadlineMs: (request.timeoutSeconds ?? defaultTimeoutSeconds) * 1_000,
  }
}

/** One look-up for a host, whatever the number of its ports. */
function controlHosts(controls: readonly { host: string; port: number }[]): Wanted[] {
  const ports = new Map<string, number[]>()
  for (const { host, port } of controls) ports.set(host, [...(ports.get(host) ?? []), port])
  return [...ports].map(([host, its]) => ({
    role: 'control',
    host,
    ports: its,
    startTlsKnown: false,
    server: null,
  }))
}

/** All that was seen on port 25, and the controls of the same moments. Of many servers each has its own evidence. */
function evidenceOf25({ evidence }: ProbeRun, server: number | null): Observation[] {
  return evidence
    .filter((seen) => seen.server === null || seen.server === server)
    .map(({ observation }) => observation)
    .filter(({ port, role }) => port === 25 || role === 'control')
}

function serverReport(
  host: string,
  index: number,
  decision: Step['submissions'][number],
  { evidence }: ProbeRun,
): ServerReport {
  const { settled, shown, reachable, ...submission } = decision
  const own = evidence.filter(({ server }) => server === index).map(({ observation }) => observation)
  const shared = evidence.filter(({ server }) => server === null).map(({ observation }) => observation)
  const own25 = own.filter(({ port }) => port === 25)
  const port25 = own25.find(({ outcome }) => outcome === 'greeted') ?? own25[0]
  return {
    host,
    reachable,
    port25: port25 === undefined ? null : { outcome: port25.outcome, banner: port25.banner },
    submission: {
      ...submission,
      unauthenticated: 'not-tested',
      evidence: [...own, ...shared].filter(({ port, role }) => port !== 25 && role !== 'reference'),
    },
  }
}
