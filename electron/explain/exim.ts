import type { Vocabulary } from './entry.ts'

const exim = (file: string) => ({
  title: `Exim: ${file}`,
  url: `https://github.com/Exim/exim/blob/master/src/src/${file}`,
})
const server = exim('smtp_in.c')
const configuration = exim('configure.default')

export const eximServer: Vocabulary = {
  program: 'exim',
  entries: [
    { text: '535 Incorrect authentication data', meaning: 'sign-in-refused', source: server },
    { text: '435 Unable to authenticate at present', meaning: 'sign-in-later', source: server },
    { text: '503 AUTH command used when not advertised', meaning: 'sign-in-not-offered', source: server },
    { text: '503 STARTTLS command used when not advertised', meaning: 'no-starttls', source: server },
    { text: '454 TLS currently unavailable', meaning: 'tls-unavailable', source: server },
    { text: '550 relay not permitted', meaning: 'relay-denied', source: configuration },
    { text: '550 Sender verify failed', meaning: 'sender-refused', source: exim('acl.c') },
    {
      text: '550 Unrouteable address',
      also: ['550 Unroutable address'],
      meaning: 'recipient-unknown',
      source: exim('verify.c'),
    },
    { text: '550 Unknown user', meaning: 'recipient-unknown', source: configuration },
    { text: '552 Message size exceeds maximum permitted', meaning: 'message-too-large', source: server },
    { text: '421 … Too many concurrent SMTP connections', meaning: 'too-many-connections', source: server },
    { text: '550 Administrative prohibition', meaning: 'not-allowed', source: server },
  ],
}
