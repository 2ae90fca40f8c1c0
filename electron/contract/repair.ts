import { z } from 'zod'
import { ClientProfile, NoPlan, OtherOutlook, OutgoingSettings, ProfileProblem } from './clients.ts'
import { Sentence } from './sentence.ts'

/** The repair of other programs' settings, as the window shows it. */

/** What is written: one line for each of the program's own settings; null: not set. */
const PlannedChange = z.strictObject({
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})

export const RepairView = z.strictObject({
  now: OutgoingSettings,
  after: OutgoingSettings,
  changes: z.array(PlannedChange).min(1),
})
export type RepairView = z.infer<typeof RepairView>

/** What is in a field of the program's own dialog: a word of its own, by its name in assets/locales, or a text. */
const FieldValue = z.union([z.strictObject({ word: z.string() }), z.strictObject({ text: z.string() })])
export type FieldValue = z.infer<typeof FieldValue>

export const HandStep = z.strictObject({
  text: Sentence,
  field: z
    .strictObject({ label: z.string(), now: FieldValue, after: FieldValue })
    .nullable()
    .describe('to be set; null where there is only something to press'),
  note: Sentence.nullable(),
  done: z
    .boolean()
    .nullable()
    .describe('whether the program has it, as just read; null: that does not show there'),
})
export type HandStep = z.infer<typeof HandStep>

/** How far the repair of one outgoing server has come. */
export const Repair = z.discriminatedUnion('kind', [
  /** Nothing to repair, or not looked at yet. */
  z.strictObject({ kind: z.literal('none') }),
  /** The new settings are tried from here, before they are offered. */
  z.strictObject({ kind: z.literal('testing'), since: z.iso.datetime() }),
  z.strictObject({ kind: z.literal('no-plan'), reason: NoPlan }),
  z.strictObject({ kind: z.literal('offered'), view: RepairView }),
  /** For the program to be closed; Postern closes nothing. */
  z.strictObject({ kind: z.literal('waiting'), since: z.iso.datetime(), view: RepairView }),
  z.strictObject({ kind: z.literal('writing'), view: RepairView }),
  z.strictObject({ kind: z.literal('repaired'), change: z.int(), view: RepairView }),
  /** What was there before is there again, unless the failure says otherwise. */
  z.strictObject({ kind: z.literal('failed'), failure: Sentence, view: RepairView.nullable() }),
])
export type Repair = z.infer<typeof Repair>

export const ClientProfileState = z.strictObject({
  ...ClientProfile.omit({ outgoing: true }).shape,
  running: z.boolean().nullable().describe('the program has this profile open; null: it cannot be told'),
  outgoing: z.array(
    z.strictObject({
      ...ClientProfile.shape.outgoing.element.shape,
      repair: Repair,
      byHand: z.array(HandStep).describe('the same by hand; empty: there is nothing to do'),
    }),
  ),
})
export type ClientProfileState = z.infer<typeof ClientProfileState>

/** A change that Postern made, newest first in the list. */
export const MadeChangeState = z.strictObject({
  id: z.int(),
  at: z.iso.datetime(),
  client: ClientProfile.shape.client,
  profile: z.string().describe('folder'),
  undone: z.boolean(),
})
export type MadeChangeState = z.infer<typeof MadeChangeState>

/** A setting that Postern had changed (to `ours`), and somebody else after it; null: not set. */
export const KeptSetting = z.strictObject({
  name: z.string(),
  ours: z.string().nullable(),
  now: z.string().nullable(),
})
export type KeptSetting = z.infer<typeof KeptSetting>

export const UndoState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('waiting'), change: z.int(), since: z.iso.datetime() }),
  z.strictObject({ kind: z.literal('writing'), change: z.int() }),
  z.strictObject({
    kind: z.literal('undone'),
    change: z.int(),
    restored: z.boolean().describe('false: nothing of the change was left to undo'),
    kept: z.array(KeptSetting).describe('changed since by somebody else: left as they are'),
  }),
  z.strictObject({ kind: z.literal('failed'), change: z.int(), failure: Sentence }),
])
export type UndoState = z.infer<typeof UndoState>

/** An account of Postern's that is put into a profile; null: into a first one, which is not there yet. */
export const CreateState = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('testing'),
    profile: z.string().nullable(),
    accountId: z.string(),
    since: z.iso.datetime(),
  }),
  /** The program makes its first profile. */
  z.strictObject({
    kind: z.literal('making'),
    profile: z.string().nullable(),
    accountId: z.string(),
    since: z.iso.datetime(),
  }),
  z.strictObject({
    kind: z.literal('waiting'),
    profile: z.string(),
    accountId: z.string(),
    since: z.iso.datetime(),
  }),
  z.strictObject({
    kind: z.literal('created'),
    profile: z.string(),
    accountId: z.string(),
    change: z.int(),
    notOpened: Sentence.optional().describe('the program was to be opened with it, and did not start'),
  }),
  z.strictObject({
    kind: z.literal('failed'),
    profile: z.string().nullable(),
    accountId: z.string(),
    failure: Sentence,
  }),
])
export type CreateState = z.infer<typeof CreateState>

export const ClientsState = z.strictObject({
  looking: z.iso.datetime().nullable().describe('since when'),
  lookedAt: z.iso.datetime().nullable().describe('null: not looked yet'),
  profiles: z.array(ClientProfileState),
  problems: z.array(ProfileProblem).describe('lists of profiles that could not be read'),
  others: z.array(OtherOutlook).describe('found, and only to be set up by hand'),
  changes: z.array(MadeChangeState),
  undo: UndoState.nullable(),
  create: CreateState.nullable(),
  canMakeProfile: z
    .boolean()
    .describe('a mail program is installed and was never started: a first profile, and then it opens'),
})
export type ClientsState = z.infer<typeof ClientsState>

export const noClients: ClientsState = {
  looking: null,
  lookedAt: null,
  profiles: [],
  problems: [],
  others: [],
  changes: [],
  undo: null,
  create: null,
  canMakeProfile: false,
}
