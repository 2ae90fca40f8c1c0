import type { SettingsFailure } from '../../../contract/failures.ts'
import type { SetupRecord } from '../../../contract/setup.ts'
import type { Services } from '../../compose.ts'

export type RecordKeeper = {
  /** Null: the setup is over. */
  keep: (record: SetupRecord | null) => void
  /** The file holds what was kept last. */
  settled: () => Promise<void>
}

/** Writes how far the setup has come into the settings, one write after the other, always the newest. */
export function createRecordKeeper(
  { accounts }: Pick<Services, 'accounts'>,
  background: (work: Promise<unknown>) => void,
  onFailure: (failure: SettingsFailure) => void,
): RecordKeeper {
  let newest: SetupRecord | null = null
  let isQueued = false
  let last = Promise.resolve()

  const write = async () => {
    isQueued = false
    const setup = newest
    const written = await accounts.update((settings) => ({ ...settings, setup }))
    if (!written.ok) onFailure(written.error)
  }

  return {
    keep: (record) => {
      newest = record
      if (isQueued) return
      isQueued = true
      last = last.then(write, write)
      background(last)
    },
    settled: async () => {
      await Promise.allSettled([last])
    },
  }
}
