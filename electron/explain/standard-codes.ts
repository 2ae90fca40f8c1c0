import type { ExplainSource, Meaning } from '../contract/explain.ts'

const rfc = (number: number, about: string): ExplainSource => ({
  title: `RFC ${number}: ${about}`,
  url: `https://www.rfc-editor.org/rfc/rfc${number}`,
})
const enhanced = rfc(3463, 'Enhanced Mail System Status Codes')
const smtp = rfc(5321, 'Simple Mail Transfer Protocol')
const auth = rfc(4954, 'SMTP Service Extension for Authentication')
const authCodes = rfc(5248, 'A Registry for SMTP Enhanced Mail System Status Codes')
const authentication = rfc(7372, 'Email Authentication Status Codes')
const noMail = rfc(7504, 'SMTP 521 and 556 Reply Codes')
const nullMx = rfc(7505, 'A "Null MX" No Service Resource Record for Domains That Accept No Mail')
const smtpUtf8 = rfc(6531, 'SMTP Extension for Internationalized Email')

type Known = readonly [meaning: Meaning, source: ExplainSource]

/** Subject and detail of an enhanced status code, whatever its class: 5.7.8 is at "7.8". */
export const enhancedCodes: Readonly<Record<string, Known>> = {
  '1.0': ['recipient-refused', enhanced],
  '1.1': ['recipient-unknown', enhanced],
  '1.2': ['recipient-domain-unknown', enhanced],
  '1.3': ['address-syntax', enhanced],
  '1.4': ['recipient-refused', enhanced],
  '1.6': ['recipient-unknown', enhanced],
  '1.7': ['address-syntax', enhanced],
  '1.8': ['sender-refused', enhanced],
  '1.10': ['recipient-domain-unknown', nullMx],
  '2.0': ['recipient-refused', enhanced],
  '2.1': ['recipient-refused', enhanced],
  '2.2': ['mailbox-full', enhanced],
  '2.3': ['message-too-large', enhanced],
  '2.4': ['recipient-refused', enhanced],
  '3.0': ['try-later', enhanced],
  '3.1': ['try-later', enhanced],
  '3.2': ['try-later', enhanced],
  '3.3': ['protocol', enhanced],
  '3.4': ['message-too-large', enhanced],
  '3.5': ['server-misconfigured', enhanced],
  '4.0': ['not-delivered', enhanced],
  '4.1': ['not-delivered', enhanced],
  '4.2': ['not-delivered', enhanced],
  '4.3': ['try-later', enhanced],
  '4.4': ['not-delivered', enhanced],
  '4.5': ['try-later', enhanced],
  '4.6': ['mail-loop', enhanced],
  '4.7': ['not-delivered', enhanced],
  '5.0': ['protocol', enhanced],
  '5.1': ['protocol', enhanced],
  '5.2': ['protocol', enhanced],
  '5.3': ['too-many-recipients', enhanced],
  '5.4': ['protocol', enhanced],
  '5.5': ['protocol', enhanced],
  '5.6': ['protocol', auth],
  '6.0': ['mail-refused', enhanced],
  '6.1': ['mail-refused', enhanced],
  '6.2': ['mail-refused', enhanced],
  '6.3': ['mail-refused', enhanced],
  '6.7': ['address-letters', smtpUtf8],
  '6.9': ['address-letters', smtpUtf8],
  '7.0': ['mail-refused', enhanced],
  '7.1': ['not-allowed', enhanced],
  '7.2': ['recipient-refused', enhanced],
  '7.4': ['sign-in-method', enhanced],
  '7.8': ['sign-in-refused', auth],
  '7.9': ['sign-in-method', auth],
  '7.10': ['needs-tls', authCodes],
  '7.11': ['needs-tls', auth],
  '7.12': ['sign-in-browser', auth],
  '7.13': ['account-disabled', authCodes],
  '7.20': ['domain-unauthenticated', authentication],
  '7.21': ['domain-unauthenticated', authentication],
  '7.22': ['domain-unauthenticated', authentication],
  '7.23': ['domain-unauthenticated', authentication],
  '7.24': ['domain-unauthenticated', authentication],
  '7.25': ['treated-as-server', authentication],
  '7.26': ['domain-unauthenticated', authentication],
}

/** What a detail means where its class says "not now" (4): the same mail may be taken later. */
export const whenTemporary: Partial<Record<Meaning, Meaning>> = {
  'mail-refused': 'try-later',
  'not-allowed': 'try-later',
  'recipient-refused': 'try-later',
  'sign-in-refused': 'sign-in-later',
}

/** The first three digits of a reply. */
export const replyCodes: Readonly<Record<string, Known>> = {
  '421': ['try-later', smtp],
  '432': ['sign-in-browser', auth],
  '450': ['try-later', smtp],
  '451': ['try-later', smtp],
  '452': ['try-later', smtp],
  '454': ['sign-in-later', auth],
  '500': ['protocol', smtp],
  '501': ['protocol', smtp],
  '502': ['protocol', smtp],
  '503': ['protocol', smtp],
  '504': ['protocol', smtp],
  '521': ['recipient-domain-unknown', noMail],
  '530': ['sign-in-required', auth],
  '534': ['sign-in-method', auth],
  '535': ['sign-in-refused', auth],
  '538': ['needs-tls', authCodes],
  '550': ['recipient-refused', smtp],
  '551': ['recipient-refused', smtp],
  '552': ['mailbox-full', smtp],
  '553': ['address-syntax', smtp],
  '554': ['mail-refused', smtp],
  '555': ['protocol', smtp],
  '556': ['recipient-domain-unknown', noMail],
}
