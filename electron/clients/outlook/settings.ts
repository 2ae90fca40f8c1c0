import type { SettingValue } from '../setting-change.ts'
import { findValue, type RegKey } from './reg-file.ts'
import { binary, isBinary, type RegValue, terminatedBytes, terminatedText } from './reg-value.ts'

/** What is changed in an account, by Outlook's own names. */
export const smtp = {
  host: 'SMTP Server',
  port: 'SMTP Port',
  security: 'SMTP Secure Connection',
  useAuth: 'SMTP Use Auth',
  authMethod: 'SMTP Auth Method',
  /** Secure Password Authentication: NTLM. */
  secure: 'SMTP Use SPA',
  username: 'SMTP User',
} as const

/** Texts have been bytes in older builds and strings in newer ones, within one account too. */
export function textOf(key: RegKey, name: string): string | null {
  const setting = settingOf(findValue(key, name))
  return typeof setting === 'string' ? setting : null
}

export function numberOf(key: RegKey, name: string): number | null {
  const setting = settingOf(findValue(key, name))
  return typeof setting === 'number' ? setting : null
}

/**
 * A value as a setting; null where there is none, and undefined where it is nothing that Outlook writes, and could not
 * be put back as it was.
 */
export function settingOf(value: RegValue | undefined): SettingValue | null | undefined {
  if (value === undefined) return null
  switch (value.kind) {
    case 'string':
      return value.text
    case 'dword':
      return value.number
    case 'hex': {
      const text = isBinary(value) ? terminatedText(value.bytes) : null
      return text === null || text.includes('\0') ? undefined : text
    }
  }
}

/** A setting in the type that stands there, or that the account has for its other texts. */
export function valueFor(setting: SettingValue, name: string, key: RegKey): RegValue {
  if (typeof setting === 'boolean') throw new Error('Outlook has no booleans')
  if (typeof setting === 'number') return { kind: 'dword', number: setting }
  const like = findValue(key, name) ?? findValue(key, smtp.host) ?? findValue(key, 'Email')
  return isBinary(like) ? binary(terminatedBytes(setting)) : { kind: 'string', text: setting }
}
