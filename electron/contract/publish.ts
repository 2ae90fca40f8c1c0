import { z } from 'zod'
import { IncomingServer, MailServer } from './account.ts'

/** What `postern publish --check --json` prints: what a domain publishes for mail programs, and who can use it. */

/** Where mail programs look. */
export const PublishedBy = z.enum(['autoconfig', 'autoconfig-well-known', 'autodiscover', 'srv', 'pacc'])
export type PublishedBy = z.infer<typeof PublishedBy>

export const PublishedState = z.enum([
  /** It is there, and the servers in it answer as it says. */
  'works',
  'missing',
  /** Something else is there, such as a web page. */
  'not-readable',
  /** DNS does not answer, so nothing is known. */
  'dns-failed',
  /** The web server cannot be reached, shows a certificate that is not trusted, or fails. */
  'web-server',
  /** It names a server without encryption, or port 25. */
  'no-encryption',
  /** Only servers that take no passwords. */
  'no-password',
  /** The server for sending or for receiving is missing. */
  'incomplete',
  /** DNS does not vouch for the document (draft-ietf-mailmaint-pacc, the digest in TXT). */
  'not-vouched',
  /** Autodiscover: programs will sign in with another user name than autoconfig says. */
  'other-username',
  /** The server for sending answers; the one for receiving has POP3, which is not asked. */
  'pop3-not-tested',
  /** A server in it does not answer from here. */
  'server-silent',
  /** A server in it answers, and not as it says: without TLS or sign-in, or with a certificate that is not trusted. */
  'server-not-ready',
])
export type PublishedState = z.infer<typeof PublishedState>

export const Published = z.strictObject({
  by: PublishedBy,
  where: z.string().describe('a URL, or the name in DNS'),
  state: PublishedState,
  sending: MailServer.nullable(),
  receiving: IncomingServer.nullable(),
})
export type Published = z.infer<typeof Published>

export const MailProgram = z.enum([
  'thunderbird',
  'thunderbird-android',
  'outlook-classic',
  'apple-mail',
  /** Those that look up SRV records (RFC 6186). */
  'srv-programs',
  /** Those that read PACC: an Internet-Draft so far. */
  'pacc-programs',
])
export type MailProgram = z.infer<typeof MailProgram>

/**
 * `perhaps`: it finds settings whose servers do not answer from here; `other-username`: it does, but not with the user
 * name that autoconfig says; `with-profile`: only from a file that it is given.
 */
const SetUp = z.enum(['yes', 'pop3-not-tested', 'perhaps', 'other-username', 'no', 'with-profile'])
export type SetUp = z.infer<typeof SetUp>
export const PublishReport = z.strictObject({
  domain: z.string(),
  published: z.array(Published),
  programs: z.array(
    z.strictObject({
      program: MailProgram,
      setsUp: SetUp.describe('whether it configures itself'),
      by: PublishedBy.nullable(),
    }),
  ),
})
export type PublishReport = z.infer<typeof PublishReport>

/** Why a port of the server is in the published settings, or not. */
export type PortFinding = {
  port: 587 | 465 | 993
  /** `assumed`: it did not answer as it should, and neither did any other, so that it is published all the same. */
  is: 'ready' | 'assumed' | 'left-out'
  answer: 'ready' | 'no-answer' | 'no-such-host' | 'no-tls' | 'no-auth' | 'untrusted-certificate'
}

/** The settings of a domain, as they are published. */
export type MailSettings = {
  /** In A-labels. */
  domain: string
  /** The one that programs are to take first. */
  sending: readonly [MailServer, ...MailServer[]]
  receiving: MailServer
  /** What people sign in with. */
  username: 'address' | 'local-part'
}
