import { ok } from '../contract/result.ts'
import type { CredentialStore } from './credential-store.ts'
import { storable } from './storable.ts'

/** For "this session only": in memory, gone with the process. It takes the same passwords as the keychain. */
export function createSessionStore(platform = process.platform): CredentialStore {
  const passwords = new Map<string, string>()
  return {
    save: (account, password) => {
      const checked = storable(password, platform)
      if (checked.ok) passwords.set(account, password)
      return Promise.resolve(checked)
    },
    read: (account) => Promise.resolve(ok(passwords.get(account) ?? null)),
    remove: (account) => Promise.resolve(ok(passwords.delete(account))),
    list: () => Promise.resolve(ok([...passwords.keys()].sort())),
  }
}
