import { z } from 'zod'

/** Where Postern is with a newer version of itself. */
export const UpdateState = z.discriminatedUnion('state', [
  z
    .strictObject({
      state: z.literal('off'),
      why: z.enum(['no-source', 'by-hand']),
    })
    .describe(
      'no-source: built without an address for updates; by-hand: installed in a way that others keep',
    ),
  z.strictObject({
    state: z.literal('current'),
    checkedAt: z.iso.datetime().nullable().describe('null: not looked yet'),
  }),
  z.strictObject({ state: z.literal('looking') }),
  z.strictObject({
    state: z.literal('downloading'),
    version: z.string(),
    percent: z.int().min(0).max(100),
  }),
  z
    .strictObject({ state: z.literal('ready'), version: z.string() })
    .describe('is put in place when Postern quits'),
  z.strictObject({
    state: z.literal('failed'),
    why: z.enum(['unreachable', 'not-genuine', 'not-saved', 'unexpected']),
    at: z.iso.datetime(),
  }),
])
export type UpdateState = z.infer<typeof UpdateState>

/** As long as nobody has said more. */
export const noUpdates: UpdateState = { state: 'off', why: 'no-source' }
