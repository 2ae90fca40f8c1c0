import type { AdviceStep } from '../contract/advice.ts'
import type { Certificate } from '../contract/check.ts'
import { step } from './step.ts'

/** A certificate can hold hundreds of names; the person looks for one. */
const namesShown = 3

/** What to do about a certificate that is not trusted. `replace` is how the server's owner gets a good one. */
export function certificateSteps(
  host: string,
  certificate: Certificate | null,
  replace: AdviceStep,
): AdviceStep[] {
  if (certificate === null) return [replace]
  const compare = step('compare-certificate', { sha256: certificate.sha256 })
  switch (certificate.reason) {
    case null:
      return [replace]
    case 'self-signed':
      return [compare, replace]
    case 'unknown-issuer':
      return [
        step('server-complete-chain', { host }),
        step('ask-about-issuer', { issuer: certificate.issuer }),
        compare,
      ]
    case 'expired':
      return [
        step('server-renew-certificate', { host, date: certificate.notAfter.slice(0, 10) }),
        step('set-clock', {}),
      ]
    case 'not-yet-valid':
      return [step('set-clock', {}), replace]
    case 'wrong-name':
      return [
        ...(certificate.names.length > 0
          ? [step('use-certificate-name', { host, names: certificate.names.slice(0, namesShown).join(', ') })]
          : []),
        replace,
      ]
  }
}
