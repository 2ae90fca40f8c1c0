import { failed, ok, type Result } from '../contract/result.ts'
import type { CredentialFailure } from '../contract/failures.ts'
import { credentialFailure } from './credential-failure.ts'
import type { Keychain } from './keychain.ts'

/** What the entries are called in the system's keychain. */
export const keychainService = 'Postern'

export type Keytar = Pick<
  typeof import('keytar'),
  'setPassword' | 'getPassword' | 'deletePassword' | 'findCredentials'
>

/**
 * Loads keytar when it is first needed: it is an optional dependency, and its native module can be missing
 * (no libsecret headers at installation), built for another Node, or without libsecret at run time.
 */
export async function loadKeytar(): Promise<Result<Keytar, CredentialFailure>> {
  try {
    return ok((await import('keytar')).default)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return failed({ kind: 'keychain-module-missing', detail: text.split('\n')[0] ?? '' })
  }
}

/** keytar alone: enough on macOS and Windows. Nothing here can be aborted. */
export function createNativeKeychain(keytar: Keytar): Keychain {
  return {
    save: (account, password) => translated(() => keytar.setPassword(keychainService, account, password)),
    read: (account) => translated(() => keytar.getPassword(keychainService, account)),
    remove: (account) => translated(() => keytar.deletePassword(keychainService, account)),
    list: () =>
      translated(async () => {
        const found = await keytar.findCredentials(keychainService)
        // On macOS keytar gives '' for names that take more than two bytes a character (CFStringToStdString).
        return [...new Set(found.map(({ account }) => account))].filter((account) => account !== '').sort()
      }),
  }
}

async function translated<Value>(call: () => Promise<Value>): Promise<Result<Value, CredentialFailure>> {
  try {
    return ok(await call())
  } catch (error) {
    return failed(credentialFailure(error))
  }
}
