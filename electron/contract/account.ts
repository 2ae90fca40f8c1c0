import { z } from 'zod'
import { Security } from './check.ts'

export const Port = z.int().min(1).max(65_535)

/** A server and the way to speak to it (RFC 8314): implicit TLS, or STARTTLS that must succeed. */
export const MailServer = z.strictObject({ host: z.string().min(1), port: Port, security: Security })
export type MailServer = z.infer<typeof MailServer>

/** Where the mail of an account is read. A POP account's arrivals cannot be looked for without touching the mailbox. */
export const IncomingServer = z.discriminatedUnion('protocol', [
  MailServer.extend({ protocol: z.literal('imap') }),
  MailServer.extend({ protocol: z.literal('pop3') }),
])
export type IncomingServer = z.infer<typeof IncomingServer>

/** A certificate that the person said yes to, for one host of one account. */
export const PinnedCertificate = z.strictObject({
  host: z.string().min(1),
  sha256: z.string().min(1),
  pem: z.string().min(1),
})
export type PinnedCertificate = z.infer<typeof PinnedCertificate>

export const Account = z.strictObject({
  id: z.string().min(1),
  address: z.string().min(3).describe('the mail address, the domain in ASCII (A-labels)'),
  username: z.string().min(1).describe('SASL user name for submission and IMAP'),
  submission: MailServer,
  incoming: IncomingServer,
  pinned: z.array(PinnedCertificate),
  startTlsSeen: z.boolean().describe('this server has offered STARTTLS on 587 before'),
  unfinished: z.literal(true).optional().describe('kept although its server has not accepted a sign-in yet'),
  paused: z.literal(true).optional().describe('neither checked nor spoken of'),
  password: z.enum(['keychain', 'session']).optional().describe('where the person wanted the password to be'),
})
export type Account = z.infer<typeof Account>
