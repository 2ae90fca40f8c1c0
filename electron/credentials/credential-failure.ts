import type { CredentialFailure } from '../contract/failures.ts'
import { BusError } from '../system/session-bus.ts'

/** D-Bus error names, and texts of libsecret, macOS (SecCopyErrorMessageString) and Windows (FormatMessage): keytar passes on no codes. */
const signs: [RegExp, 'keychain-absent' | 'keychain-locked'][] = [
  [/locked collection|Secret\.Error\.IsLocked/, 'keychain-locked'],
  // errSecInteractionNotAllowed, errSecInteractionRequired, errSecUserCanceled, errSecAuthFailed
  [/User interaction is (not allowed|required)/, 'keychain-locked'],
  [/User canceled the operation|passphrase you entered is not correct/, 'keychain-locked'],
  [/^no-bus|ServiceUnknown|NameHasNoOwner|DBus\.Error\.Spawn\./, 'keychain-absent'],
  [/was not provided by any \.service files|Cannot autolaunch D-Bus|Could not connect: /, 'keychain-absent'],
  // errSecNotAvailable, errSecNoDefaultKeychain, errSecNoSuchKeychain
  [/No keychain is available|keychain could not be found/, 'keychain-absent'],
  // ERROR_NO_SUCH_LOGON_SESSION
  [/specified logon session does not exist/, 'keychain-absent'],
]

/** What a keychain's error means. Texts in other languages, and all that is unknown, are `keychain-failed`. */
export function credentialFailure(error: unknown): CredentialFailure {
  const text = error instanceof Error ? error.message : String(error)
  const detail = error instanceof BusError ? `${error.code}: ${text}` : text
  const kind = signs.find(([sign]) => sign.test(detail))?.[1] ?? 'keychain-failed'
  return { kind, detail }
}
