import type { Diagnosis, MailClient } from '../contract/clients.ts'
import type { ClientProfileState } from '../contract/repair.ts'

/** The mail program that sends this address's mail through port 25, whether that works from here or not. */
export function clientOn25(profiles: readonly ClientProfileState[], address: string): MailClient | null {
  const wanted = address.toLowerCase()
  const found = profiles.find(({ accounts, outgoing }) =>
    accounts
      .flatMap(({ identities }) => identities)
      .filter((identity) => identity.address.toLowerCase() === wanted)
      .some((identity) =>
        outgoing.some(({ key, diagnoses }) => key === identity.outgoing && diagnoses.some(isOn25)),
      ),
  )
  return found?.client ?? null
}

function isOn25(diagnosis: Diagnosis): boolean {
  switch (diagnosis.kind) {
    case 'fragile':
      return true
    case 'broken-here':
      return diagnosis.port === 25
    case 'fine':
    case 'dead-host':
    case 'not-offered':
    case 'not-working':
    case 'wrong-port-for-security':
    case 'leaking':
    case 'no-authentication':
    case 'no-server':
    case 'leave-alone':
      return false
  }
}
