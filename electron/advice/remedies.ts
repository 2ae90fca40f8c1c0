import type { AdviceStep } from '../contract/advice.ts'
import type { OldTlsVersion } from '../contract/audit.ts'
import type { SubmissionPort } from '../contract/check.ts'
import { dovecotSaslListener, postfixMasterCf, serviceName, type Chroot } from './postfix.ts'
import { step } from './step.ts'

/** What whoever runs a server does about each thing that is wrong with it. */
export type Remedies = {
  /** Submission from nothing; `filtered` says that the ports are silent and not refused. */
  offer(ports: readonly SubmissionPort[], filtered: boolean): AdviceStep[]
  /** One more port on a server that has submission already. */
  offerAlso(ports: readonly SubmissionPort[]): AdviceStep[]
  startTls(port: SubmissionPort): AdviceStep[]
  auth(port: SubmissionPort): AdviceStep[]
  certificate: AdviceStep
  authAfterTls: AdviceStep
  requireSignIn(port: SubmissionPort): AdviceStep
  refuseOldTls(versions: readonly OldTlsVersion[]): AdviceStep
}

/** Exact lines for an owner at a terminal on a server with Postfix. */
export function postfixRemedies(host: string, chroot: Chroot): Remedies {
  const certificate = step('postfix-certificate', { name: certificateName(host) })
  const sasl = step('postfix-sasl', { dovecot: dovecotSaslListener })
  const submission = (ports: readonly SubmissionPort[]) =>
    step('postfix-submission', { masterCf: postfixMasterCf(ports, chroot) })
  return {
    offer(ports, filtered) {
      const steps = [certificate, sasl, submission(ports)]
      // A packet filter that swallows the port comes before whatever listens there.
      return filtered ? [firewall(ports), ...steps] : [...steps, firewall(ports)]
    },
    offerAlso: (ports) => [submission(ports), firewall(ports)],
    startTls: (port) => [certificate, submission([port])],
    auth: (port) => [sasl, submission([port])],
    certificate,
    authAfterTls: step('postfix-tls-auth-only', {}),
    requireSignIn: (port) => step('postfix-require-sign-in', { service: `${serviceName(port)}/inet` }),
    refuseOldTls: (versions) => step('postfix-refuse-old-tls', { versions: tlsNames(versions) }),
  }
}

/** What to change, for other software, or to hand to whoever runs the server. */
export function anyServerRemedies(host: string): Remedies {
  const offer = step('server-offer-submission', { host })
  return {
    offer: () => [offer],
    offerAlso: () => [offer],
    startTls: (port) => [step('server-offer-starttls', { host, port })],
    auth: (port) => [step('server-offer-auth', { host, port })],
    certificate: step('server-certificate', { host }),
    authAfterTls: step('server-auth-after-tls', { host }),
    requireSignIn: (port) => step('server-require-sign-in', { host, port }),
    refuseOldTls: (versions) => step('server-refuse-old-tls', { host, versions: tlsNames(versions) }),
  }
}

/** One-liners for the usual packet filters. */
export function firewall(ports: readonly SubmissionPort[]): AdviceStep {
  return step('server-firewall', {
    ports: ports.join(','),
    firewalld: ports.map((port) => `--add-port=${port}/tcp`).join(' '),
  })
}

function tlsNames(versions: readonly OldTlsVersion[]): string {
  return versions.map((version) => `TLS ${version}`).join(', ')
}

/** The name to ask a certificate for; for an address, or anything a shell would not take as a word, the server knows. */
function certificateName(host: string): string {
  const name = host.replace(/\.$/, '')
  return /^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/i.test(name) ? name : '$(postconf -h myhostname)'
}
