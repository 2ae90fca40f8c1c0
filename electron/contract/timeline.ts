import { z } from 'zod'
import { SubmissionPort, SubmissionVerdict } from './check.ts'
import { CheckSummary } from './history.ts'
import { Sentence } from './sentence.ts'

export const HistoryDays = z.literal([14, 90])
export type HistoryDays = z.infer<typeof HistoryDays>

export const networkNameLength = 40

/** What is known of a network besides its id, which says nothing to anybody. */
const KnownNetwork = z.strictObject({
  name: z.string().min(1).max(networkNameLength).nullable().describe('given by the person'),
  suffix: z.string().nullable().describe('its DNS suffix'),
  gateway: z.string().nullable().describe('the address of its router'),
})

/** By the id of the network. */
export const KnownNetworks = z.record(z.string(), KnownNetwork)
export type KnownNetworks = z.infer<typeof KnownNetworks>

/** What a network is to mail, for the eye: each has its own look. */
export const StayKind = z.enum(['open', 'only-25', 'intercepted', 'cannot-send', 'sign-in-page', 'unknown'])
export type StayKind = z.infer<typeof StayKind>

/** Checks in a row that came to the same. */
export const CheckRun = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  checks: z.int(),
  ...CheckSummary.shape,
})
export type CheckRun = z.infer<typeof CheckRun>

/** A time in one network with one kind of verdict. */
export const Stay = z.strictObject({
  from: z.iso.datetime().describe('the first check'),
  to: z.iso.datetime().describe('about when it was left, or looked different'),
  ongoing: z.boolean(),
  kind: StayKind,
  ports: z.array(SubmissionPort).describe('those that mail could leave through, the lowest first'),
  cause: SubmissionVerdict.nullable().describe('why no mail could leave'),
  runs: z.array(CheckRun).describe('oldest first'),
})
export type Stay = z.infer<typeof Stay>

export const NetworkHistory = z.strictObject({
  id: z.string().nullable().describe('null: the checks of all networks that cannot be told apart'),
  name: z.string().nullable().describe('given by the person'),
  usualName: Sentence,
  stays: z.array(Stay).describe('oldest first; they do not overlap'),
})
export type NetworkHistory = z.infer<typeof NetworkHistory>

/** The networks of the last days, those with the longest stays first. */
export const HistoryView = z.strictObject({
  days: HistoryDays,
  timeZone: z.string(),
  dayStarts: z
    .array(z.iso.datetime())
    .describe('midnights in the time zone: one for each day, and the end of today'),
  now: z.iso.datetime(),
  networks: z.array(NetworkHistory),
})
export type HistoryView = z.infer<typeof HistoryView>
