import type { Checked, Checking } from '../../contract/checked.ts'
import { type LaneFacts, lanesAsked, lanesOf, factsOf } from '../../state/lanes.ts'
import { markOf, wayOutOf } from '../../state/mark.ts'
import { outbound25Key, verdictKey } from '../../text/verdict.ts'
import type { CheckOutcome, CheckProgress } from '../check.ts'

/** A finished check as the window and the tray show it. */
export function checkedOf({ report }: CheckOutcome): Checked {
  const { server } = report
  return {
    at: new Date(Date.parse(report.startedAt) + report.durationMs).toISOString(),
    mark: markOf(report),
    headline: verdictKey(report),
    lanes: lanesOf(factsOf(report)),
    wayOut: wayOutOf(report),
    canSend: server === null ? null : server.submission.verdict === 'ready',
    report,
  }
}

export function checkingSince(since: string): Checking {
  return { since, lanes: lanesAsked, suspected: null }
}

/** A check under way, with the lanes of one of its servers; null: of the network alone. */
export function checkingOf(
  since: string,
  { step, suspected, evidence }: CheckProgress,
  server: { host: string; index: number } | null,
): Checking {
  const submission = server === null ? undefined : step.submissions[server.index]
  const outbound25 = suspected ? looksDropped(step.outbound25) : step.outbound25
  const facts: LaneFacts = {
    outbound25,
    server:
      server === null || submission === undefined
        ? null
        : { host: server.host, submission, settled: submission.settled },
    seen: evidence
      .filter((one) => one.server === null || one.server === server?.index)
      .map(({ observation }) => observation),
    running: true,
  }
  const looksBlocked = suspected && outbound25.verdict !== 'offline'
  return {
    since,
    lanes: lanesOf(facts),
    suspected: looksBlocked ? { key: outbound25Key(outbound25), params: {} } : null,
  }
}

/** What is only suspected yet: the decider says nothing before it is sure. */
function looksDropped(outbound25: CheckProgress['step']['outbound25']): LaneFacts['outbound25'] {
  return outbound25.verdict === 'inconclusive'
    ? { ...outbound25, verdict: 'blocked', mechanism: 'drop' }
    : outbound25
}
