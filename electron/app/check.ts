import { adviseCheck } from '../advice/advise-check.ts'
import type { Account } from '../contract/account.ts'
import type { CheckReport, Family, ServerReport } from '../contract/check.ts'
import { pinnedFor } from '../net/trust.ts'
import { type ProbePlan, type ProbeRun, runProbe } from '../probe/run.ts'
import type { Step } from '../probe/schedule.ts'
import { builtInControls, builtInPortalUrl, builtInReferences, type Wanted } from '../probe/targets.ts'
import { adviceText } from '../text/advice-text.ts'
import type { Translate } from '../text/translator.ts'
import type { Services } from './compose.ts'

export type CheckRequest = {
  /** The submission server to look at, or none: then only the network is checked. */
  server: { host: string; account: Account | null } | null
  /** Each replaces the built-in list where it is not empty. */
  references: readonly string[]
  controls: readonly { host: string; port: number }[]
  portalUrl: string | null
  /** Only this family, for `-4` and `-6`. */
  only: Family | null
  /** The deadline of the whole check in seconds. */
  timeoutSeconds: number | null
}

export type CheckProgress = { elapsedMs: number; step: Step }

export type CheckOutcome = {
  report: CheckReport
  /** What people are shown besides, and what trusting a certificate needs; not part of the contract. */
  shown: NonNullable<Step['submission']>['shown']
}

/** Longer than a server that greets after 8 s takes, shorter than anybody's patience. */
export const defaultTimeoutSeconds = 12

/** Checks this network and, where one is given, a server. Null when `signal` ended it. */
export async function check(
  request: CheckRequest,
  services: Pick<Services, 'network' | 'hasRoute'>,
  translate: Translate,
  signal: AbortSignal,
  onProgress: (progress: CheckProgress) => void = () => undefined,
): Promise<CheckOutcome | null> {
  const startedAt = new Date()
  const begun = services.network.clock.now()
  const routes = await routesFor(request.only, services)
  const plan = planFor(request, routes)
  const run = await runProbe(plan, services.network, signal, (step, elapsedMs) =>
    onProgress({ step, elapsedMs }),
  )
  if (run === null) return null
  const { settled, ...outbound25 } = run.outbound25
  const facts: Omit<CheckReport, 'advice'> = {
    schema: 1,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(services.network.clock.now() - begun),
    timing: run.timing,
    network: { id: null, gateway: null, families: routes },
    outbound25: { ...outbound25, evidence: run.evidence.filter(({ port, role }) => aboutPort25(port, role)) },
    server: request.server === null ? null : serverReport(request.server.host, run),
  }
  const advice = adviseCheck(facts).map((step) => ({ ...step, text: adviceText(translate, step) }))
  return { report: { ...facts, advice }, shown: run.submission?.shown ?? null }
}

async function routesFor(
  only: Family | null,
  { hasRoute }: Pick<Services, 'hasRoute'>,
): Promise<CheckReport['network']['families']> {
  const [ipv4, ipv6] = await Promise.all([hasRoute(4), hasRoute(6)])
  return { ipv4: ipv4 && only !== 6, ipv6: ipv6 && only !== 4 }
}

function planFor(request: CheckRequest, routes: CheckReport['network']['families']): ProbePlan {
  const byHand = request.references.length > 0
  const references = byHand ? request.references : builtInReferences
  const controls = request.controls.length > 0 ? request.controls : builtInControls
  const server = request.server
  return {
    references: references.map((host) => ({ role: 'reference', host, ports: [25], startTlsKnown: !byHand })),
    controls: controlHosts(controls),
    server: server && {
      wanted: { role: 'server', host: server.host, ports: [25, 587, 465], startTlsKnown: false },
      pinned: server.account === null ? null : pinnedFor(server.host, server.account.pinned),
      startTlsSeen: server.account?.startTlsSeen ?? false,
    },
    portalUrl: request.portalUrl ?? builtInPortalUrl,
    routes,
    deadlineMs: (request.timeoutSeconds ?? defaultTimeoutSeconds) * 1_000,
  }
}

/** One look-up for a host, whatever the number of its ports. */
function controlHosts(controls: readonly { host: string; port: number }[]): Wanted[] {
  const ports = new Map<string, number[]>()
  for (const { host, port } of controls) ports.set(host, [...(ports.get(host) ?? []), port])
  return [...ports].map(([host, its]) => ({ role: 'control', host, ports: its, startTlsKnown: false }))
}

/** Controls and negative controls of the other ports belong to the submission's evidence. */
function aboutPort25(port: number, role: string): boolean {
  return port === 25 || role === 'control'
}

function serverReport(host: string, run: ProbeRun): ServerReport | null {
  if (run.submission === null) return null
  const { settled, shown, reachable, ...submission } = run.submission
  const own25 = run.evidence.filter(({ role, port }) => role === 'server' && port === 25)
  const port25 = own25.find(({ outcome }) => outcome === 'greeted') ?? own25[0]
  return {
    host,
    reachable,
    port25: port25 === undefined ? null : { outcome: port25.outcome, banner: port25.banner },
    submission: {
      ...submission,
      unauthenticated: 'not-tested',
      evidence: run.evidence.filter(({ role, port }) =>
        role === 'server' ? port !== 25 : port !== 25 && role !== 'reference',
      ),
    },
  }
}
