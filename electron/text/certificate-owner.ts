import type { Certificate } from '../contract/check.ts'
import type { Translate } from './translate.ts'

/** Whose certificate it is, for people: without a subject (RFC 5280, 4.1.2.6) its first name tells. */
export function certificateOwner({ subject, names }: Certificate, t: Translate): string {
  return subject === '' ? (names[0] ?? t('cli.value.unknown')) : subject
}
