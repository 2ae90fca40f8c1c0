import { z } from 'zod'
import type { Arrival, DeliveryProgress, SentMail } from './delivery.ts'
import { Failure } from './failure.ts'

/** A test mail on its way, as the window shows it. */
export const TestMail = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** `progress` null: nothing has been said yet. */
  z.strictObject({
    kind: z.literal('under-way'),
    since: z.iso.datetime(),
    progress: z.custom<DeliveryProgress>().nullable(),
  }),
  z.strictObject({
    kind: z.literal('sent'),
    at: z.iso.datetime(),
    sent: z.custom<SentMail>(),
    arrival: z.custom<Arrival>(),
  }),
  z.strictObject({ kind: z.literal('failed'), failure: Failure }),
  /** The password is neither in the keychain nor in memory: the person has to sign in. */
  z.strictObject({ kind: z.literal('needs-password') }),
  z.strictObject({ kind: z.literal('stopped') }),
])
export type TestMail = z.infer<typeof TestMail>
