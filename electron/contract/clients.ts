import { z } from 'zod'
import { Security } from './check.ts'

/**
 * Other programs' mail settings on this computer, as `postern clients --json` prints them and the window shows them:
 * one vocabulary for all programs.
 */

export const MailClient = z.enum(['thunderbird', 'outlook'])
export type MailClient = z.infer<typeof MailClient>

/** `none`: in the clear. */
export const ConnectionSecurity = z.enum(['none', ...Security.options])
export type ConnectionSecurity = z.infer<typeof ConnectionSecurity>

export const SignIn = z.enum([
  'none',
  'old-password',
  'password',
  'encrypted-password',
  'kerberos',
  'ntlm',
  'certificate',
  'any-secure',
  'any',
  'oauth2',
])
export type SignIn = z.infer<typeof SignIn>

/** What a program really uses for sending, its own defaults put in. */
export const OutgoingSettings = z.strictObject({
  protocol: z
    .enum(['smtp', 'exchange'])
    .describe('exchange: sends through the incoming server’s own interface'),
  host: z.string(),
  port: z.int(),
  security: ConnectionSecurity,
  signIn: SignIn,
  username: z.string(),
})
export type OutgoingSettings = z.infer<typeof OutgoingSettings>

/** Which of them are set, and can be repaired. */
export const OutgoingField = z.enum(['host', 'port', 'security', 'signIn', 'username'])
export type OutgoingField = z.infer<typeof OutgoingField>

/** Where a value comes from. `override`: a file that wins over the profile at every start (Thunderbird's user.js). */
export const SettingOrigin = z.enum(['profile', 'override', 'policy', 'default'])
export type SettingOrigin = z.infer<typeof SettingOrigin>

export const OutgoingServer = z.strictObject({
  key: z.string().describe('the program’s own name for it'),
  settings: OutgoingSettings,
  origins: z.record(OutgoingField, SettingOrigin),
  locked: z.array(OutgoingField).describe('by a policy of this computer’s administrator'),
})
export type OutgoingServer = z.infer<typeof OutgoingServer>

const ClientIdentity = z.strictObject({
  key: z.string(),
  name: z.string(),
  address: z.string(),
  outgoing: z.string().nullable().describe('key of the outgoing server; null: none'),
})

export const ClientIncoming = z.strictObject({
  key: z.string(),
  protocol: z.string().describe('imap, pop3, and what else the program has'),
  host: z.string(),
  port: z.int(),
  security: ConnectionSecurity,
  signIn: SignIn,
  username: z.string(),
})
export type ClientIncoming = z.infer<typeof ClientIncoming>

export const ClientAccount = z.strictObject({
  key: z.string(),
  incoming: ClientIncoming,
  identities: z.array(ClientIdentity),
})
export type ClientAccount = z.infer<typeof ClientAccount>

const LeaveAloneReason = z.enum(['oauth2', 'exchange', 'local-relay'])

/** What is to be said about an outgoing server. Its words are in assets/locales under `client.diagnosis.*`. */
export const Diagnosis = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fine'),
    port: z.int(),
    tested: z.boolean().describe('the server was seen to take mail on this port'),
  }),
  z.strictObject({
    kind: z.literal('broken-here'),
    port: z.int(),
    why: z.enum(['blocked', 'intercepted', 'stripped']),
  }),
  z.strictObject({ kind: z.literal('dead-host'), host: z.string() }),
  z.strictObject({ kind: z.literal('not-offered'), host: z.string(), port: z.int() }),
  z.strictObject({
    kind: z.literal('not-working'),
    host: z.string(),
    port: z.int(),
    why: z.enum(['untrusted-certificate', 'no-auth', 'unreachable']),
  }),
  z.strictObject({
    kind: z.literal('wrong-port-for-security'),
    port: z.int(),
    security: ConnectionSecurity,
  }),
  z.strictObject({ kind: z.literal('leaking'), what: z.enum(['password', 'mail']) }),
  z.strictObject({ kind: z.literal('no-authentication') }),
  z.strictObject({ kind: z.literal('fragile') }),
  z.strictObject({ kind: z.literal('no-server') }),
  z.strictObject({ kind: z.literal('leave-alone'), reason: LeaveAloneReason }),
])
export type Diagnosis = z.infer<typeof Diagnosis>

/** Why a profile could not be read as a whole. */
export const ProfileProblem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('missing-folder'), folder: z.string() }),
  z.strictObject({ kind: z.literal('never-started'), folder: z.string() }),
  z.strictObject({ kind: z.literal('not-readable'), file: z.string(), code: z.string() }),
  z.strictObject({ kind: z.literal('too-big'), file: z.string() }),
])
export type ProfileProblem = z.infer<typeof ProfileProblem>

/** What the program does not take in a file of the profile: it goes on without it. */
export const ProfileFlaw = z.strictObject({
  file: z.string(),
  kind: z.enum(['syntax-error', 'wrong-type', 'cut-by-nul']),
  line: z.int(),
})
export type ProfileFlaw = z.infer<typeof ProfileFlaw>

/** Where a program keeps its profiles, which tells how it was installed. */
export const ProfilePlace = z.enum(['system', 'flatpak', 'snap', 'microsoft-store'])
export type ProfilePlace = z.infer<typeof ProfilePlace>

/**
 * What the person uses instead of a profile, which may then be left as it is: a newer version of the program, or the new
 * Outlook.
 */
export const Superseded = z.enum(['newer-version', 'new-outlook'])
export type Superseded = z.infer<typeof Superseded>

export const ClientProfile = z.strictObject({
  client: MailClient,
  place: ProfilePlace,
  name: z.string(),
  alsoNamed: z.array(z.string()).describe('other profiles that share this folder'),
  folder: z.string(),
  isDefault: z.boolean(),
  superseded: Superseded.optional().describe('by what; absent: by nothing'),
  problem: ProfileProblem.nullable(),
  flaws: z.array(ProfileFlaw).optional().describe('absent: none'),
  accounts: z.array(ClientAccount),
  outgoing: z.array(OutgoingServer.extend({ diagnoses: z.array(Diagnosis).min(1) })),
})
export type ClientProfile = z.infer<typeof ClientProfile>

/** Why there is nothing that Postern would change. Words: `client.no-plan.*`. */
export const NoPlan = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('nothing-to-change') }),
  z.strictObject({ kind: z.literal('leave-alone'), reason: LeaveAloneReason }),
  z.strictObject({ kind: z.literal('not-tested') }),
  z.strictObject({ kind: z.literal('not-proven'), host: z.string() }),
  /** The program would refuse the server's certificate; that Postern was told to trust it does not help there. */
  z.strictObject({ kind: z.literal('not-trusted'), host: z.string() }),
  /** Only accounts with IMAP are set up. */
  z.strictObject({ kind: z.literal('no-imap'), address: z.string() }),
  /** Its sign-in has not been seen to work. */
  z.strictObject({ kind: z.literal('unfinished'), address: z.string() }),
  z.strictObject({ kind: z.literal('no-usable-sign-in'), host: z.string(), mechanisms: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('no-user-name') }),
  z.strictObject({ kind: z.literal('locked-by-policy'), settings: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('overridden'), settings: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('already-there'), address: z.string() }),
  /** They stand there in a form that could not be put back as it was. */
  z.strictObject({ kind: z.literal('not-understood'), settings: z.array(z.string()) }),
])
export type NoPlan = z.infer<typeof NoPlan>

/**
 * An Outlook whose settings nothing here can read or change. The new ones send from Microsoft's cloud: what a network
 * blocks does not concern them.
 */
export const OtherOutlook = z.enum(['new-windows', 'mac'])
export type OtherOutlook = z.infer<typeof OtherOutlook>

/** What `postern clients --json` prints. */
export const ClientsReport = z.strictObject({
  schema: z.literal(1),
  at: z.iso.datetime(),
  profiles: z.array(
    ClientProfile.extend({
      running: z.boolean().nullable().describe('the program has this profile open; null: it cannot be told'),
    }),
  ),
  problems: z.array(ProfileProblem).describe('lists of profiles that could not be read'),
  others: z.array(OtherOutlook).describe('found, and only to be set up by hand'),
})
export type ClientsReport = z.infer<typeof ClientsReport>
