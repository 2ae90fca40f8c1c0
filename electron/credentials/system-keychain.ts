import { ok, type Result } from '../contract/result.ts'
import type { CredentialFailure } from '../contract/failures.ts'
import type { Keychain } from './keychain.ts'
import { createNativeKeychain, loadKeytar } from './keytar.ts'
import { createSecretServiceKeychain } from './secret-service-keychain.ts'

/** macOS's Keychain, Windows' Credential Manager, or the Secret Service of the desktop. */
export async function openSystemKeychain(): Promise<Result<Keychain, CredentialFailure>> {
  const keytar = await loadKeytar()
  if (!keytar.ok) return keytar
  const native = createNativeKeychain(keytar.value)
  const own = process.platform === 'darwin' || process.platform === 'win32'
  return ok(own ? native : createSecretServiceKeychain(native, process.env))
}
