import type { Vocabulary } from './entry.ts'

const smtpd = (file: string) => ({
  title: `Postfix: ${file}`,
  url: `https://github.com/vdukhovni/postfix/blob/master/postfix/src/smtpd/${file}`,
})
const server = smtpd('smtpd.c')
const rules = smtpd('smtpd_check.c')
const signIn = smtpd('smtpd_sasl_glue.c')
const signInDialogue = smtpd('smtpd_sasl_proto.c')
const settings = { title: 'Postfix: postconf(5)', url: 'https://www.postfix.org/postconf.5.html' }

export const postfix: Vocabulary = {
  program: 'postfix',
  entries: [
    { text: '535 5.7.8 Error: authentication failed', meaning: 'sign-in-refused', source: signIn },
    { text: '454 4.7.0 Temporary authentication failure', meaning: 'sign-in-later', source: signIn },
    { text: '530 5.7.0 Must issue a STARTTLS command first', meaning: 'needs-tls', source: server },
    {
      text: '504 5.5.4 Encryption required for requested authentication mechanism',
      meaning: 'needs-tls',
      source: signInDialogue,
    },
    {
      text: '503 5.5.1 Error: authentication not enabled',
      meaning: 'sign-in-not-offered',
      source: signInDialogue,
    },
    { text: '454 4.7.0 TLS not available due to local problem', meaning: 'tls-unavailable', source: server },
    { text: '554 5.7.1 … Client host rejected: Access denied', meaning: 'client-rejected', source: rules },
    { text: '554 5.7.1 … Relay access denied', meaning: 'relay-denied', source: rules },
    {
      text: '553 5.7.1 … Sender address rejected: not logged in',
      meaning: 'sign-in-required',
      source: rules,
    },
    {
      text: '553 5.7.1 … Sender address rejected: not owned by user',
      meaning: 'sender-not-yours',
      source: rules,
    },
    {
      text: '450 4.1.8 … Sender address rejected: Domain not found',
      meaning: 'sender-refused',
      source: rules,
    },
    {
      text: '450 4.7.25 Client host rejected: cannot find your hostname',
      also: ['Client host rejected: cannot find your reverse hostname'],
      meaning: 'treated-as-server',
      source: rules,
    },
    {
      text: '504 5.5.2 … Helo command rejected: need fully-qualified hostname',
      also: ['Helo command rejected: Host not found', 'Helo command rejected: Invalid name'],
      meaning: 'treated-as-server',
      source: rules,
    },
    {
      text: '554 5.7.1 Service unavailable; Client host … blocked using',
      meaning: 'ip-blocked',
      source: settings,
    },
    {
      text: '550 5.1.1 … Recipient address rejected: User unknown',
      meaning: 'recipient-unknown',
      source: rules,
    },
    {
      text: '450 4.1.2 … Recipient address rejected: Domain not found',
      meaning: 'recipient-domain-unknown',
      source: rules,
    },
    {
      text: '556 5.1.10 … does not accept mail (nullMX)',
      meaning: 'recipient-domain-unknown',
      source: rules,
    },
    {
      text: '450 4.2.0 … Recipient address rejected: Greylisted',
      meaning: 'greylisted',
      source: { title: 'Postgrey', url: 'https://postgrey.schweikert.ch/' },
    },
    {
      text: '504 5.5.2 … rejected: need fully-qualified address',
      meaning: 'address-syntax',
      source: rules,
    },
    {
      text: '501 5.1.7 Bad sender address syntax',
      also: ['501 5.1.3 Bad recipient address syntax'],
      meaning: 'address-syntax',
      source: server,
    },
    {
      text: '553 5.6.7 Must declare SMTPUTF8 to send unicode address',
      meaning: 'address-letters',
      source: server,
    },
    { text: '554 5.5.1 Error: no valid recipients', meaning: 'recipient-refused', source: server },
    {
      text: '552 5.3.4 Message size exceeds fixed limit',
      also: ['Message size exceeds file system imposed limit', '552 5.3.4 Message file too big'],
      meaning: 'message-too-large',
      source: rules,
    },
    { text: '452 4.5.3 Error: too many recipients', meaning: 'too-many-recipients', source: server },
    {
      text: '450 4.7.1 Error: too much mail from',
      also: ['450 4.7.1 Error: too many recipients from'],
      meaning: 'rate-limited',
      source: server,
    },
    {
      text: '450 4.7.1 Error: too many AUTH commands from',
      meaning: 'sign-in-paused',
      source: signInDialogue,
    },
    {
      text: '421 4.7.0 … Error: too many connections from',
      also: ['Error: too many new TLS sessions from'],
      meaning: 'too-many-connections',
      source: server,
    },
    { text: '421 4.4.2 … Error: timeout exceeded', meaning: 'connection-lost', source: server },
    { text: '452 4.3.1 Insufficient system storage', meaning: 'try-later', source: rules },
    { text: '451 4.3.0 Queue file write error', meaning: 'try-later', source: server },
    {
      text: '451 4.3.5 Server configuration error',
      also: ['451 4.3.5 Server configuration problem', '451 4.3.0 Temporary lookup error'],
      meaning: 'server-misconfigured',
      source: rules,
    },
    { text: '503 5.5.0 … Improper use of SMTP command pipelining', meaning: 'protocol', source: rules },
  ],
}
