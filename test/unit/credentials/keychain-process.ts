import { createInterface } from 'node:readline'
import { createKeychainStore } from '../../../electron/credentials/keychain-store.ts'
import { createNativeKeychain, loadKeytar } from '../../../electron/credentials/keytar.ts'
import { openSystemKeychain } from '../../../electron/credentials/system-keychain.ts'

/**
 * A process that holds one keychain store and answers calls from stdin, a JSON line each: a bus of its own for
 * libsecret, and a process that may crash or hang without the tests. It exits as a program does, by process.exit.
 */
export type KeychainCall = {
  id: number
  method: 'save' | 'read' | 'remove' | 'list' | 'busy'
  args: string[]
}

const [deadlineMs, kind] = process.argv.slice(2)

async function openNative() {
  const keytar = await loadKeytar()
  return keytar.ok ? { ok: true as const, value: createNativeKeychain(keytar.value) } : keytar
}

const store = createKeychainStore({
  deadlineMs: Number(deadlineMs),
  open: kind === 'native' ? openNative : openSystemKeychain,
})

async function answer({ id, method, args: [account = '', password = ''] }: KeychainCall): Promise<void> {
  const value = await (() => {
    switch (method) {
      case 'save':
        return store.save(account, password)
      case 'read':
        return store.read(account)
      case 'remove':
        return store.remove(account)
      case 'list':
        return store.list()
      case 'busy':
        return store.busy()
    }
  })()
  process.stdout.write(`${JSON.stringify({ id, value })}\n`)
}

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => void answer(JSON.parse(line) as KeychainCall))
lines.on('close', () => process.exit(0))
