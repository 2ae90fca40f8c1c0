import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Settings } from '../contract/settings.ts'
import type { SettingsFailure } from '../contract/failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { systemClock, type Clock } from '../net/clock.ts'
import { withFileFailures } from '../files/file-failure.ts'
import { takeLock } from '../files/file-lock.ts'
import { parseSettings, type ParsedSettings } from './parse-settings.ts'
import { readSettingsFile, setAside, writeSettingsFile } from './settings-file.ts'

type LoadedSettings = {
  settings: Settings
  /** Where the damaged file was put, if it was; the accounts in it that were whole are in `settings`. */
  setAside: string | null
}

export type AccountStore = {
  load(): Promise<Result<LoadedSettings, SettingsFailure>>
  /** Replaces the settings by what `change` makes of them, with no other process in between. */
  update(change: (settings: Settings) => Settings): Promise<Result<Settings, SettingsFailure>>
}

export type AccountStoreOptions = {
  file: string
  clock?: Clock
  now?: () => Date
  /** How long to wait for another process that writes. */
  lockWaitMs?: number
}

/** The settings in one JSON file, which is always whole: the old one or the new one. */
export function createAccountStore(options: AccountStoreOptions): AccountStore {
  const { file, clock = systemClock, now = () => new Date(), lockWaitMs = 10_000 } = options
  // Damage that an update came upon; told by the next load.
  let unreported: string | null = null

  const locked = async <Value>(
    work: () => Promise<Result<Value, SettingsFailure>>,
  ): Promise<Result<Value, SettingsFailure>> => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const lock = await takeLock(`${file}.lock`, clock, lockWaitMs)
    if (lock === null) return failed({ kind: 'settings-busy', file })
    try {
      return await work()
    } finally {
      await lock.release()
    }
  }

  const readOrRepair = async (): Promise<Result<Settings, SettingsFailure>> => {
    const bytes = await readSettingsFile(file)
    const parsed = parseSettings(bytes)
    if (parsed.kind === 'damaged' && bytes !== null) {
      unreported = await setAside(file, bytes, now())
      await writeSettingsFile(file, parsed.settings)
    }
    return usable(parsed)
  }

  const usable = (parsed: ParsedSettings): Result<Settings, SettingsFailure> =>
    parsed.kind === 'newer'
      ? failed({ kind: 'settings-newer', file, version: parsed.version })
      : ok(parsed.settings)

  return {
    load: () =>
      withFileFailures(file, async () => {
        const parsed = parseSettings(await readSettingsFile(file))
        const settings = parsed.kind === 'damaged' ? await locked(readOrRepair) : usable(parsed)
        if (!settings.ok) return settings
        const aside = unreported
        unreported = null
        return ok({ settings: settings.value, setAside: aside })
      }),
    update: (change) =>
      withFileFailures(file, () =>
        locked(async () => {
          const current = await readOrRepair()
          if (!current.ok) return current
          const next = Settings.parse(change(current.value))
          await writeSettingsFile(file, next)
          return ok(next)
        }),
      ),
  }
}
