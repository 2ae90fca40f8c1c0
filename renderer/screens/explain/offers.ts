import type { Meaning } from '../../../electron/contract/explain.ts'

export type Offer = 'check' | 'clients' | 'account'

/**
 * What Postern can do about a meaning: a check tells more, a mail program's settings can be put right, or a sign-in can
 * be tried.
 */
const offers: Partial<Record<Meaning, Offer>> = {
  'cannot-connect': 'check',
  'timed-out': 'check',
  'connection-lost': 'check',
  protocol: 'check',
  'tls-mismatch': 'check',
  'no-starttls': 'check',
  'tls-unavailable': 'check',
  certificate: 'check',
  'sign-in-method': 'check',
  'sign-in-not-offered': 'check',
  'client-rejected': 'check',
  'not-sent': 'check',
  'no-such-host': 'clients',
  'sign-in-refused': 'account',
  'needs-tls': 'clients',
  'sign-in-required': 'clients',
  'relay-denied': 'clients',
  'treated-as-server': 'clients',
  'ip-blocked': 'clients',
  'not-allowed': 'clients',
}

export function offerFor(meaning: Meaning): Offer | null {
  return offers[meaning] ?? null
}
