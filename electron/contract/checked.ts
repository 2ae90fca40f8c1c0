import { z } from 'zod'
import { CheckReport } from './check.ts'
import { Lanes } from './lanes.ts'
import { Sentence } from './sentence.ts'

/** The look of a verdict: the arch in the tray and beside the verdict line. */
export const Mark = z.enum(['ok', 'via587', 'attention', 'blocked', 'offline', 'checking'])
export type Mark = z.infer<typeof Mark>

/** What the person can do about a verdict, as one button. */
export const WayOut = z.enum(['check-again', 'open-sign-in-page', 'add-account', 'edit-servers', 'sign-in'])
export type WayOut = z.infer<typeof WayOut>

/** A check that is over. */
export const Checked = z.strictObject({
  at: z.iso.datetime(),
  mark: Mark,
  headline: Sentence,
  lanes: Lanes,
  wayOut: WayOut.nullable(),
  canSend: z.boolean().nullable().describe('a submission port works from here; null: no server was asked'),
  report: CheckReport,
})
export type Checked = z.infer<typeof Checked>

/** A check that runs. */
export const Checking = z.strictObject({
  since: z.iso.datetime(),
  lanes: Lanes,
  suspected: Sentence.nullable().describe('what it looks like so far'),
})
export type Checking = z.infer<typeof Checking>
