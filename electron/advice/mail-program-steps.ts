import type { AdviceStep } from '../contract/advice.ts'
import type { ServerReport } from '../contract/check.ts'
import { step } from './step.ts'

/** What to set in the mail program for a server that is ready: port, security, sign-in. */
export function mailProgramSteps({ host, submission }: ServerReport): AdviceStep[] {
  const implicitTls = submission.security === 'tls' || submission.port === 465
  const port = submission.port ?? (implicitTls ? 465 : 587)
  const settings = implicitTls ? step('use-tls', { host, port }) : step('use-starttls', { host, port })
  const stripped = submission.ports['587'] === 'stripped' ? [step('avoid-port-587', { host })] : []
  return [settings, ...signInSteps(submission.auth), ...stripped]
}

/** The sign-in to choose among the SASL mechanisms offered after TLS. A password in clear is safe inside TLS. */
function signInSteps(offered: readonly string[]): AdviceStep[] {
  const mechanisms = offered.map((mechanism) => mechanism.toUpperCase())
  if (mechanisms.length === 0) return []
  const password = mechanisms.some((mechanism) => mechanism === 'PLAIN' || mechanism === 'LOGIN')
  const oauth2 = mechanisms.some((mechanism) => mechanism === 'XOAUTH2' || mechanism === 'OAUTHBEARER')
  if (password) return [oauth2 ? step('sign-in-password-or-oauth2', {}) : step('sign-in-password', {})]
  const encrypted = mechanisms.filter((mechanism) => /^(SCRAM-.*|CRAM-MD5|DIGEST-MD5)$/.test(mechanism))
  if (encrypted.length > 0) return [step('sign-in-encrypted-password', { mechanisms: encrypted.join(', ') })]
  if (oauth2) return [step('sign-in-oauth2', {})]
  return [step('sign-in-other', { mechanisms: mechanisms.join(', ') })]
}
