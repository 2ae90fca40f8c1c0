import { failed, ok, type Result } from '../contract/result.ts'
import type { CredentialFailure } from '../contract/failures.ts'
import { credentialFailure } from './credential-failure.ts'
import type { Keychain } from './keychain.ts'
import { keychainService } from './keytar.ts'
import { connectSecretService, type SecretService } from './secret-service.ts'

/** As libsecret marks the entries that keytar makes. */
const schema = { 'xdg:schema': 'org.freedesktop.Secret.Generic' }
const everyEntry = { ...schema, service: keychainService }

const locked: Result<never, CredentialFailure> = failed({
  kind: 'keychain-locked',
  detail: 'the keyring was not unlocked',
})

/**
 * keytar on the Secret Service, with the keyring looked at and unlocked first. keytar alone (7.9.0, libsecret
 * 0.20) reads null and removes nothing when the keyring is locked, as if no password were there; listing a
 * locked keyring kills the process (secret_value_get_text(NULL)); and while an unanswered prompt holds its
 * native call, the process cannot even exit.
 */
export function createSecretServiceKeychain(native: Keychain, env: NodeJS.ProcessEnv): Keychain {
  const asked = async <Value>(
    signal: AbortSignal,
    ask: (secrets: SecretService) => Promise<Result<Value, CredentialFailure>>,
  ): Promise<Result<Value, CredentialFailure>> => {
    let secrets: SecretService | undefined
    try {
      secrets = await connectSecretService(env, signal)
      return await ask(secrets)
    } catch (error) {
      return failed(credentialFailure(error))
    } finally {
      secrets?.close()
    }
  }

  return {
    save: (account, password, signal) =>
      asked(signal, async (secrets) => {
        const collection = await secrets.defaultCollection()
        const open =
          collection === null
            ? await secrets.createDefaultCollection()
            : !collection.locked || (await secrets.unlock([collection.path]))
        if (!open) return locked
        return native.save(account, password, signal)
      }),
    read: (account, signal) =>
      asked(signal, async (secrets) => {
        const found = await secrets.find({ ...everyEntry, account })
        if (found.unlocked.length === 0) {
          if (found.locked.length === 0) return ok(null)
          if (!(await secrets.unlock(found.locked))) return locked
        }
        return native.read(account, signal)
      }),
    remove: (account, signal) =>
      asked(signal, async (secrets) => {
        const found = await secrets.find({ ...everyEntry, account })
        if (!(await secrets.unlock(found.locked))) return locked
        return native.remove(account, signal)
      }),
    list: (signal) =>
      asked(signal, async (secrets) => {
        const found = await secrets.find(everyEntry)
        if (!(await secrets.unlock(found.locked))) return locked
        const entries = await Promise.all(
          [...found.unlocked, ...found.locked].map((item) => secrets.attributesOf(item)),
        )
        const accounts = entries
          .map((attributes) => attributes['account'])
          .filter((name) => name !== undefined)
        return ok([...new Set(accounts)].sort())
      }),
  }
}
