import { z } from 'zod'

/** What `postern explain --json` prints: what an error of a mail program or a server means. */

/** Whose words they are; `smtp`: the standards, where nobody's own words were recognised. */
export const ExplainedProgram = z.enum([
  'outlook',
  'thunderbird',
  'apple-mail',
  'postfix',
  'exim',
  'gmail',
  'exchange',
  'smtp',
])
export type ExplainedProgram = z.infer<typeof ExplainedProgram>

/** What it means and what to do: in assets/locales under `explain.meaning.<id>` and `explain.next.<id>`. */
export const Meaning = z.enum([
  // The way to the server.
  'cannot-connect',
  'timed-out',
  'connection-lost',
  'no-such-host',
  'incoming-unreachable',
  'protocol',
  // Encryption.
  'tls-mismatch',
  'needs-tls',
  'no-starttls',
  'tls-unavailable',
  'certificate',
  // Sign-in.
  'sign-in-refused',
  'sign-in-required',
  'sign-in-method',
  'sign-in-not-offered',
  'sign-in-paused',
  'sign-in-later',
  'sign-in-browser',
  'app-password',
  'oauth2-only',
  'smtp-auth-disabled',
  'account-disabled',
  // What the server lets this computer do.
  'relay-denied',
  'client-rejected',
  'treated-as-server',
  'ip-blocked',
  'not-allowed',
  // Sender and recipients.
  'sender-refused',
  'sender-not-yours',
  'recipient-unknown',
  'recipient-domain-unknown',
  'recipient-refused',
  'too-many-recipients',
  'address-syntax',
  'address-letters',
  // The mail, and how much of it.
  'mailbox-full',
  'message-too-large',
  'rate-limited',
  'too-many-connections',
  'looks-like-spam',
  'domain-unauthenticated',
  // The server.
  'try-later',
  'greylisted',
  'server-misconfigured',
  'not-delivered',
  'mail-loop',
  // Nothing more is known.
  'mail-refused',
  'not-sent',
])
export type Meaning = z.infer<typeof Meaning>

/** Where it stands that the words are used, or what they mean. */
export const ExplainSource = z.strictObject({ title: z.string().min(1), url: z.url() })
export type ExplainSource = z.infer<typeof ExplainSource>

export const Explanation = z.strictObject({
  program: ExplainedProgram,
  shown: z.string().min(1).describe('the code or the words that were recognised, as the program has them'),
  meaning: Meaning,
  source: ExplainSource,
})
export type Explanation = z.infer<typeof Explanation>
