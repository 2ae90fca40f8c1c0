import type { Target } from './model.ts'
import type { Evidence } from './evidence.ts'

/** Everything the schedule looks at: what the decision looks at, and what there is to try. */
export type ScheduleState = Evidence & {
  targets: readonly Target[]
  /** The servers to look at, by the number that their targets carry. */
  servers: readonly { startTlsSeen: boolean; resolved: boolean | null }[]
}

/** Rounds start a little over a second apart, so that the ICMP allowance has come back each time. */
export const roundMs = 1_050
