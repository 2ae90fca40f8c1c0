import type { AdviceStep } from '../contract/advice.ts'
import {
  submissionPorts,
  type CheckReport,
  type ServerReport,
  type SubmissionPort,
  type SubmissionVerdict,
} from '../contract/check.ts'
import { certificateSteps } from './certificate-steps.ts'
import { anyServerRemedies, firewall, postfixRemedies, type Remedies } from './remedies.ts'
import { serverSoftware } from './server-software.ts'
import { step } from './step.ts'

/** `owner`: whether the person runs the server. Left out when that is not known: the owner's steps are shown then. */
export type AdviceContext = { owner?: boolean | undefined }

type Report = Omit<CheckReport, 'advice'>

/** What whoever runs the server has to change so that mail can be submitted from here. */
export function serverSteps(report: Report, server: ServerReport, context: AdviceContext): AdviceStep[] {
  const remedies = remediesFor(report, server, context)
  const leaks = leakSteps(server, remedies)
  const steps = stepsFor(server, remedies, context)
  return server.submission.verdict === 'ready' ? [...leaks, ...steps] : [...steps, ...leaks]
}

function stepsFor(server: ServerReport, remedies: Remedies, context: AdviceContext): AdviceStep[] {
  const { submission, host } = server
  switch (submission.verdict) {
    case 'ready':
      return otherPortSteps(server, remedies)
    case 'inconclusive':
      return []
    case 'blocked':
    case 'stripped': {
      // Nothing is known to stop the other port: the server only has to offer it.
      const missing = portsWith(server, 'not-offered')
      return missing.length > 0 ? remedies.offerAlso(missing) : []
    }
    case 'unreachable':
      return context.owner === false ? [] : [step('server-start', { host }), firewall(submissionPorts)]
    case 'not-offered':
      return remedies.offer(portsToOffer(server), isSilent(server))
    case 'no-starttls':
      return remedies.startTls(submission.port ?? 587)
    case 'no-auth':
      return remedies.auth(submission.port ?? portsWith(server, 'no-auth')[0] ?? 587)
    case 'untrusted-certificate':
      return certificateSteps(host, submission.certificate, remedies.certificate)
  }
}

/** Where passwords or mail get by unprotected, whatever else is wrong. */
function leakSteps({ submission }: ServerReport, remedies: Remedies): AdviceStep[] {
  return [
    ...(submission.unauthenticated === 'accepted' ? [remedies.requireSignIn(submission.port ?? 587)] : []),
    ...(submission.authBeforeTls ? [remedies.authAfterTls] : []),
  ]
}

/** One port is ready; the other one is offered and does not work, so mail programs that choose it fail. */
function otherPortSteps(server: ServerReport, remedies: Remedies): AdviceStep[] {
  const { ports } = server.submission
  return submissionPorts.flatMap((port) => {
    const verdict: SubmissionVerdict = ports[port]
    switch (verdict) {
      case 'no-starttls':
        return remedies.startTls(port)
      case 'no-auth':
        return remedies.auth(port)
      case 'untrusted-certificate':
        return [remedies.certificate]
      // One port is enough; what the network does to the other is no fault of the server.
      case 'ready':
      case 'blocked':
      case 'stripped':
      case 'not-offered':
      case 'unreachable':
      case 'inconclusive':
        return []
    }
  })
}

/** Exact lines for an owner of what runs Postfix, or may; words for everyone else. */
export function remediesFor(report: Report, { host }: ServerReport, { owner }: AdviceContext): Remedies {
  const software = serverSoftware(report)
  if (owner === false || software.kind === 'other') return anyServerRemedies(host)
  return postfixRemedies(host, software.kind === 'postfix' && software.debian ? 'y' : 'n')
}

function portsWith({ submission }: ServerReport, verdict: SubmissionVerdict): SubmissionPort[] {
  return submissionPorts.filter((port) => submission.ports[port] === verdict)
}

/** Both, unless one is known to be served and only the network spoils it. */
function portsToOffer({ submission }: ServerReport): readonly SubmissionPort[] {
  const ports = submissionPorts.filter((port) => !['ready', 'stripped'].includes(submission.ports[port]))
  return ports.length > 0 ? ports : submissionPorts
}

function isSilent({ submission }: ServerReport): boolean {
  const outcomes = submission.evidence
    .filter(({ role, port }) => role === 'server' && (port === 587 || port === 465))
    .map(({ outcome }) => outcome)
  return outcomes.length > 0 && outcomes.every((outcome) => outcome === 'timed-out')
}
