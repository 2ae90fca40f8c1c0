import { z } from 'zod'
import { IncomingServer, MailServer } from './account.ts'
import { Certificate } from './check.ts'
import { Checked, Checking } from './checked.ts'
import { Discovery, DiscoverySource, UsableCandidate } from './discovery.ts'
import { Failure } from './failure.ts'
import { Sentence } from './sentence.ts'
import { TestMail } from './test-mail.ts'

/** The steps of the first run, and of adding an account later. */
export const setupSteps = [
  'welcome',
  'address',
  'network',
  'sign-in',
  'test-mail',
  'mail-clients',
  'done',
] as const
export const SetupStep = z.enum(setupSteps)
export type SetupStep = z.infer<typeof SetupStep>

/** The servers that the person goes on with, and where they come from. */
export const SetupServers = z.strictObject({
  source: z.union([DiscoverySource, z.literal('by-hand')]),
  submission: MailServer,
  incoming: IncomingServer,
  username: z.string().min(1).max(320),
})
export type SetupServers = z.infer<typeof SetupServers>

/**
 * How far the setup has come, as the settings file keeps it: a result stands here only after its step succeeded. Never a
 * password.
 */
export const SetupRecord = z.strictObject({
  welcomed: z.boolean(),
  address: z.string().max(320),
  servers: SetupServers.nullable(),
  network: z.strictObject({ headline: Sentence, canSend: z.boolean() }).nullable(),
  signedIn: z.strictObject({ accountId: z.string(), kept: z.enum(['keychain', 'session']) }).nullable(),
  testMail: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('arrived'), seconds: z.number(), junk: z.boolean() }),
      z.strictObject({ kind: z.literal('skipped') }),
    ])
    .nullable(),
  clientsSeen: z.boolean(),
})
export type SetupRecord = z.infer<typeof SetupRecord>

export const noSetup: SetupRecord = {
  welcomed: false,
  address: '',
  servers: null,
  network: null,
  signedIn: null,
  testMail: null,
  clientsSeen: false,
}

export const LookupFailure = z.enum(['not-an-address', 'address-without-domain', 'account-exists', 'offline'])
export type LookupFailure = z.infer<typeof LookupFailure>

/** Step 1: the search for the servers of an address. */
export const Lookup = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('looking'),
    since: z.iso.datetime(),
    best: UsableCandidate.nullable(),
  }),
  z.strictObject({ kind: z.literal('over'), discovery: Discovery }),
  z.strictObject({ kind: z.literal('failed'), reason: LookupFailure }),
])
export type Lookup = z.infer<typeof Lookup>

/** Step 3. While a question stands, the main process alone remembers the password. */
export const SignIn = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('under-way'),
    since: z.iso.datetime(),
    doing: z.enum(['submission', 'incoming', 'keeping']),
  }),
  /** Nobody vouches for the certificate: the person decides. `trustedBefore`: it is not the one that was trusted. */
  z.strictObject({
    kind: z.literal('certificate'),
    host: z.string(),
    port: z.int(),
    certificate: Certificate,
    trustedBefore: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('failed'), failure: Failure }),
  /** Signed in, but the keychain did not take the password: try again, or keep it until Postern quits. */
  z.strictObject({ kind: z.literal('not-kept'), failure: Failure }),
  z.strictObject({ kind: z.literal('signed-in'), kept: z.enum(['keychain', 'session']) }),
])
export type SignIn = z.infer<typeof SignIn>

export const SetupState = z.strictObject({
  step: SetupStep,
  accountId: z.string().nullable().describe('the account that is being set up again; null: a new one'),
  done: z.array(SetupStep).describe('steps that have succeeded'),
  skipped: z.array(SetupStep),
  record: SetupRecord,
  lookup: Lookup,
  checking: Checking.nullable().describe('step 2, of the servers of this setup'),
  checked: Checked.nullable(),
  checkStopped: z.boolean().describe('the person ended the check of step 2, so that none begins by itself'),
  signIn: SignIn,
  testMail: TestMail,
})
export type SetupState = z.infer<typeof SetupState>
