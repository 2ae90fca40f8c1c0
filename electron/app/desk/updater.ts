import type { Result } from '../../contract/result.ts'
import type { UpdateState } from '../../contract/updates.ts'

export type UpdateFailure = Extract<UpdateState, { state: 'failed' }>['why']

/** What the desktop does about newer versions: the shell has the real one. */
export type Updater = {
  /** Why there are none for this copy of the program; null: there are. */
  off: Extract<UpdateState, { state: 'off' }>['why'] | null
  /** Looks for a newer version, loads it and checks what came; null: there is none. With `signal` it ends soon. */
  look: (
    onLoading: (loading: { version: string; percent: number }) => void,
    signal: AbortSignal,
  ) => Promise<Result<{ version: string } | null, UpdateFailure>>
  /** Quits the program, in the way that a person does. */
  quit: () => void
  /** Puts what was loaded last in place. The program ends next, and with `restart` the newer one starts. */
  install: (restart: boolean) => Promise<void>
}
