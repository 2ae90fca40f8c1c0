import { z } from 'zod'
import { Outbound25, SubmissionPort, SubmissionVerdict } from './check.ts'
import { NetworkIdentity } from './network.ts'

/** What a check came to: no evidence, and no address but the name of each server. */
export const CheckSummary = z.strictObject({
  outbound25: Outbound25.pick({ verdict: true, mechanism: true, confidence: true, families: true }),
  servers: z.array(
    z.strictObject({
      host: z.string(),
      verdict: SubmissionVerdict,
      port: SubmissionPort.nullable(),
    }),
  ),
})
export type CheckSummary = z.infer<typeof CheckSummary>

/** One check, as one line of the history file and in `postern history --json`. */
export const HistoryEntry = z.strictObject({
  at: z.iso.datetime(),
  networkId: z.string().nullable(),
  ...CheckSummary.shape,
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** One line of `postern watch --json`. */
export const WatchEvent = z.strictObject({
  schema: z.literal(1),
  at: z.iso.datetime(),
  change: z.enum(['network', 'verdict']).describe('what differs from the line before'),
  network: NetworkIdentity,
  checkedAt: z.iso
    .datetime()
    .nullable()
    .describe('when the verdict was found: an earlier time is a remembered one; null: offline, no check'),
  ...CheckSummary.shape,
})
export type WatchEvent = z.infer<typeof WatchEvent>
