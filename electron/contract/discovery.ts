import { z } from 'zod'
import { IncomingServer, MailServer, Port } from './account.ts'

/** What `postern discover --json` prints: the mail settings found for an address, and how. */

/** Where an answer came from, the one that counts most first. */
export const DiscoverySource = z.enum([
  /** https://autoconfig.DOMAIN (draft-ietf-mailmaint-autoconfig, 1.1). */
  'autoconfig',
  /** https://DOMAIN/.well-known/autoconfig (1.2). */
  'autoconfig-well-known',
  /** Thunderbird's database of providers (2.1). */
  'ispdb',
  /** DNS (RFC 6186, RFC 8314 section 5.1). */
  'srv',
  /** The same of the domain that the MX host is in (3.1 to 3.4). */
  'mx-autoconfig',
  'mx-ispdb',
  /** https://ua-auto-config.DOMAIN (draft-ietf-mailmaint-pacc). */
  'pacc',
  /** http://autoconfig.DOMAIN (1.3): anybody on the way can have changed it, so what it names has been asked. */
  'autoconfig-http',
  /** A usual name that has been asked. */
  'guess',
])
export type DiscoverySource = z.infer<typeof DiscoverySource>

/** Why settings cannot be used, or not as they stand. */
export const UnusableReason = z.enum([
  /** Mail would go out without encryption, to the server in `plain`. */
  'plain',
  /** With TLS, but on port 25, which is for servers among themselves and blocked in many networks. */
  'port-25',
  /** The provider takes no passwords from mail programs. */
  'oauth2-only',
  /** Sign-in by something else (Kerberos, a client certificate), or none at all. */
  'no-password',
  /** Only the server for reading is named. */
  'no-submission',
  /** DNS does not vouch for the document (draft-ietf-mailmaint-pacc, the digest in TXT). */
  'digest-mismatch',
  /** The server has been asked: it does not answer on 587 and 465, from here at least. */
  'no-answer',
  'no-tls',
  'no-auth',
  'untrusted-certificate',
])
export type UnusableReason = z.infer<typeof UnusableReason>

const found = {
  source: DiscoverySource,
  incoming: IncomingServer.nullable(),
  username: z.string().nullable().describe('null where nothing is said: mostly the address'),
}

export const UsableCandidate = z.strictObject({
  ...found,
  usable: z.literal(true),
  why: z
    .enum(['published', 'verified'])
    .describe('`verified`: connected, greeted, TLS trusted, AUTH offered'),
  submission: MailServer,
})
export type UsableCandidate = z.infer<typeof UsableCandidate>

const UnusableCandidate = z.strictObject({
  ...found,
  usable: z.literal(false),
  why: UnusableReason,
  submission: MailServer.nullable(),
  plain: z.strictObject({ host: z.string().min(1), port: Port }).nullable(),
})

export const Candidate = z.discriminatedUnion('usable', [UsableCandidate, UnusableCandidate])
export type Candidate = z.infer<typeof Candidate>

export const DiscoveryNote = z.enum([
  /** The domain says that it takes no mail (RFC 7505). */
  'null-mx',
  /** Neither MX nor an address: there is no mail at this domain (RFC 5321, 5.1). */
  'no-mail-domain',
  /** DNS does not answer, so nothing is known. */
  'dns-failed',
  /** The provider's own settings are for OAuth2 only. */
  'oauth2-only',
  /** What the provider publishes goes without encryption, and nothing better was found. */
  'plain-only',
  /** So it stands in the snapshot of Thunderbird's database, too, and nothing better was found: `known` says whom to ask. */
  'known-plain',
  /** Some sources had not answered when the time was over. */
  'incomplete',
])
export type DiscoveryNote = z.infer<typeof DiscoveryNote>

/** A server for sending without encryption or on port 25, as Thunderbird's database names it, and whose it is. */
const KnownPlain = z.strictObject({ provider: z.string().min(1), host: z.string().min(1), port: Port })

export const Discovery = z.strictObject({
  address: z.string(),
  candidates: z.array(Candidate).describe('the one that counts most first'),
  chosen: UsableCandidate.nullable(),
  notes: z.array(DiscoveryNote),
  known: KnownPlain.optional().describe('with the note `known-plain`'),
})
export type Discovery = z.infer<typeof Discovery>
