import { z } from 'zod'
import { Family } from './check.ts'

const lanePorts = [25, 465, 587] as const

/**
 * One of the three ways from this computer through the network to the server, as the picture shows it. `held`: behind a
 * sign-in page or without a network, so not tested. `not-offered`: the network lets it pass, the server has nothing there.
 */
export const LaneState = z.enum([
  'asking',
  'open',
  'no-answer',
  'refused',
  'rejected',
  'intercepted',
  'stripped',
  'held',
  'not-offered',
  'untrusted',
  'no-encryption',
  'no-sign-in',
  'unknown',
])
export type LaneState = z.infer<typeof LaneState>

export const Lane = z.strictObject({
  port: z.literal(lanePorts),
  state: LaneState,
  ms: z.number().nullable().describe('how long the connection took, where it is open'),
  onlyFamily: Family.nullable().describe('open over this IP family alone'),
  used: z.boolean().describe('the person’s mail goes this way'),
})
export type Lane = z.infer<typeof Lane>

/** In the order of `lanePorts`. */
export const Lanes = z.tuple([Lane, Lane, Lane])
export type Lanes = z.infer<typeof Lanes>
