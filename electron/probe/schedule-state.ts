import type { Target } from './model.ts'
import type { Evidence } from './outbound25.ts'

/** Everything the schedule looks at: what the decision looks at, and what there is to try. */
export type ScheduleState = Evidence & {
  targets: readonly Target[]
  /** The servers to look at, by the number that their targets carry. */
  servers: readonly { startTlsSeen: boolean; resolved: boolean | null }[]
}
