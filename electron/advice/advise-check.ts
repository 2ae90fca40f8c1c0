import type { AdviceStep } from '../contract/advice.ts'
import type { AuditFinding } from '../contract/audit.ts'
import type { CheckReport } from '../contract/check.ts'
import { auditSteps } from './audit-steps.ts'
import { adviseNetwork, networkWarnings } from './network-steps.ts'
import { serverSteps, type AdviceContext } from './server-steps.ts'
import { mailProgramSteps } from './mail-program-steps.ts'
import { step } from './step.ts'

/** More is not read, and the first that works makes the rest unnecessary. */
const mostSteps = 5
/** Who asks for an audit wants to read more. */
const mostStepsOfAudit = 8

/**
 * What to do after a check, the most useful first: one to five steps, none twice, and up to eight with what an audit
 * found. Pure; the words are in assets/locales under `advice.<id>`.
 */
export function adviseCheck(
  report: Omit<CheckReport, 'advice'>,
  context: AdviceContext = {},
  findings: readonly AuditFinding[] | null = null,
): AdviceStep[] {
  const main = firstOfEach(allSteps(report, context)).slice(0, mostSteps)
  if (findings === null || report.server === null) return main
  const audit = auditSteps(report, report.server, findings, context)
  return firstOfEach([...main, ...audit]).slice(0, mostStepsOfAudit)
}

function allSteps(report: Omit<CheckReport, 'advice'>, context: AdviceContext): AdviceStep[] {
  const { outbound25, server } = report
  const again = step('check-again', { command: `postern check ${server?.host ?? ''}`.trimEnd() })
  const local = outbound25.hints.includes('this-computer') ? [step('allow-on-this-computer', {})] : []
  switch (outbound25.verdict) {
    case 'offline':
      return [step('connect-network', {}), ...local, again]
    case 'captive-portal':
      return [step('sign-in-to-network', {}), again]
    case 'open':
    case 'blocked':
    case 'tarpit':
    case 'intercepted':
    case 'partial':
    case 'inconclusive':
      break
  }
  const warnings = networkWarnings(outbound25)
  if (server === null) return [...adviseNetwork(outbound25), ...local, ...warnings, again]

  const { submission } = server
  const relay =
    outbound25.exceptions.length > 0
      ? [step('ask-network-relay', { hosts: outbound25.exceptions.join(', ') })]
      : []
  switch (submission.verdict) {
    case 'ready': {
      const repairs = serverSteps(report, server, context)
      return [
        ...mailProgramSteps(server),
        ...repairs,
        ...(repairs.length > 0 ? [again] : []),
        ...warnings,
        ...local,
      ]
    }
    case 'blocked':
      return [
        ...local,
        step('try-another-network', {}),
        step('use-vpn', {}),
        ...serverSteps(report, server, context),
        ...relay,
        ...warnings,
        again,
      ]
    case 'stripped':
      return [
        step('avoid-port-587', { host: server.host }),
        step('try-another-network', {}),
        step('use-vpn', {}),
        ...serverSteps(report, server, context),
        ...warnings,
        again,
      ]
    case 'unreachable':
      return [
        step('check-server-name', { host: server.host }),
        ...serverSteps(report, server, context),
        step('try-another-network', {}),
        again,
      ]
    case 'inconclusive':
      return [again, ...local, step('try-another-network', {}), ...warnings]
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
    case 'untrusted-certificate':
      return [...serverSteps(report, server, context), again, ...warnings, ...local]
  }
}

function firstOfEach(steps: readonly AdviceStep[]): AdviceStep[] {
  return steps.filter((one, index) => steps.findIndex(({ id }) => id === one.id) === index)
}
