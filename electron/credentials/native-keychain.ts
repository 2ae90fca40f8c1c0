import { failed, ok, type Result } from '../contract/result.ts'
import type { CredentialFailure } from '../contract/failures.ts'
import { credentialFailure } from './credential-failure.ts'
import type { Keychain } from './keychain.ts'
import { keychainService, type Keytar } from './keytar.ts'

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
