import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { CredentialStore } from '../../../electron/credentials/credential-store.ts'
import type { KeychainCall } from './keychain-process.ts'

export type KeychainClient = CredentialStore & {
  busy(): Promise<boolean>
  /** Ends the input; resolves with the exit code once the process has left by itself. */
  leave(): Promise<number | null>
  kill(): void
}

export type ClientOptions = {
  deadlineMs?: number
  /** keytar alone, as on macOS and Windows, or with the Secret Service asked first. */
  kind?: 'native' | 'system'
  /** For Node itself. */
  nodeArgs?: string[]
}

/** The keychain store in a process of its own, on the bus that `env` names. */
export function startKeychainClient(env: NodeJS.ProcessEnv, options: ClientOptions = {}): KeychainClient {
  const { deadlineMs = 10_000, kind = 'system', nodeArgs = [] } = options
  const script = fileURLToPath(new URL('keychain-process.ts', import.meta.url))
  const child = spawn(process.execPath, [...nodeArgs, script, String(deadlineMs), kind], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const calls = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  const exited = once(child, 'exit').then(([code, signal]: (number | string | null)[]) => {
    for (const call of calls.values()) call.reject(new Error(`the process ended: ${String(code ?? signal)}`))
    return typeof code === 'number' ? code : null
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, value } = JSON.parse(line) as { id: number; value: never }
    calls.get(id)?.resolve(value)
    calls.delete(id)
  })
  let id = 0
  const call = <Value>(method: KeychainCall['method'], ...args: string[]) =>
    new Promise<Value>((resolve, reject) => {
      id += 1
      calls.set(id, { resolve, reject })
      child.stdin.write(`${JSON.stringify({ id, method, args } satisfies KeychainCall)}\n`)
    })
  return {
    save: (account, password) => call('save', account, password),
    read: (account) => call('read', account),
    remove: (account) => call('remove', account),
    list: () => call('list'),
    busy: () => call('busy'),
    leave: () => {
      child.stdin.end()
      return exited
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
