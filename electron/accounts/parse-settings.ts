import { Account } from '../contract/account.ts'
import { Preferences } from '../contract/preferences.ts'
import { Settings } from '../contract/settings.ts'

const settingsVersion = 1
const noSettings: Settings = { version: settingsVersion, accounts: [] }

export type ParsedSettings =
  | { kind: 'whole'; settings: Settings }
  /** Not what Postern wrote; `settings` holds what is: accounts one by one, the preferences. */
  | { kind: 'damaged'; settings: Settings }
  | { kind: 'newer'; version: number }

/** What a settings file says; null stands for a file that is not there yet. */
export function parseSettings(bytes: Uint8Array | null): ParsedSettings {
  if (bytes === null) return { kind: 'whole', settings: noSettings }
  const document = parseJson(bytes)
  const version = member(document, 'version')
  if (typeof version === 'number' && version > settingsVersion) return { kind: 'newer', version }
  const whole = Settings.safeParse(document)
  if (whole.success) return { kind: 'whole', settings: whole.data }
  const accounts = member(document, 'accounts')
  const kept = Array.isArray(accounts)
    ? accounts.flatMap((account) => Account.safeParse(account).data ?? [])
    : []
  const preferences = Preferences.safeParse(member(document, 'preferences')).data
  return {
    kind: 'damaged',
    settings: { ...noSettings, accounts: kept, ...(preferences === undefined ? {} : { preferences }) },
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    // The decoder drops the byte order mark that some editors put in front.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
