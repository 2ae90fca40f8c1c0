import type { Account } from '../../contract/account.ts'
import type { AccountState } from '../../contract/state.ts'
import type { TestMail } from '../../contract/test-mail.ts'
import { type Handlers, notNow } from '../../ipc/serve.ts'
import { listAccounts, removeAccount } from '../manage-accounts.ts'
import type { DeskContext } from './context.ts'
import { failureSentence } from '../../text/failure-text.ts'
import { unlessAborted } from './setup/question.ts'
import { passwordOf, sendTest } from './test-mail.ts'

type AccountHandlers = Pick<
  Handlers,
  'account.remove' | 'account.pause' | 'account.send-test' | 'account.stop-test'
>

export type Accounts = {
  handlers: AccountHandlers
  /** Reads the accounts again, after a change. */
  reload: () => Promise<void>
}

/** The accounts as the window knows them, and what the person does with one of them. `onOthers`: others are checked now. */
export function createAccounts(context: DeskContext, onOthers: () => void): Accounts {
  const { services, store, sessionPasswords } = context
  const sending = new Map<string, AbortController>()

  const reload = async () => {
    const listed = await listAccounts(services)
    if (!listed.ok) {
      store.change(() => ({ problem: failureSentence(listed.error) }))
      return
    }
    store.change(({ accounts }) => ({
      accounts: listed.value.map((account) =>
        accountState(
          account,
          accounts.find(({ id }) => id === account.id),
          sessionPasswords,
        ),
      ),
    }))
  }

  const find = async (id: string): Promise<Account | undefined> => {
    const listed = await listAccounts(services)
    return listed.ok ? listed.value.find((account) => account.id === id) : undefined
  }

  const tell = (id: string, testMail: TestMail) =>
    store.change(({ accounts }) => ({
      accounts: accounts.map((account) => (account.id === id ? { ...account, testMail } : account)),
    }))

  const send = async (account: Account, stop: AbortController): Promise<TestMail> => {
    const signal = AbortSignal.any([stop.signal, context.quit])
    const password = await unlessAborted(passwordOf(account, context), signal)
    if (password === null) return { kind: 'stopped' }
    if (!password.ok) return { kind: 'failed', failure: password.error }
    if (password.value === null) return { kind: 'needs-password' }
    return sendTest(account, password.value, context, stop.signal, (testMail) => tell(account.id, testMail))
  }

  return {
    reload,
    handlers: {
      'account.remove': async ({ id }) => {
        const account = await find(id)
        if (account === undefined) return notNow
        sending.get(id)?.abort()
        const removed = await removeAccount(account, services)
        if (!removed.ok) {
          store.change(() => ({ problem: failureSentence(removed.error) }))
          return undefined
        }
        sessionPasswords.delete(id)
        await reload()
        onOthers()
        return undefined
      },
      'account.pause': async ({ id, paused }) => {
        const account = await find(id)
        if (account === undefined) return notNow
        if ((account.paused === true) === paused) return undefined
        const saved = await services.accounts.update((settings) => ({
          ...settings,
          accounts: settings.accounts.map((one) => (one.id === id ? withPause(one, paused) : one)),
        }))
        if (!saved.ok) {
          store.change(() => ({ problem: failureSentence(saved.error) }))
          return undefined
        }
        await reload()
        onOthers()
        return undefined
      },
      'account.send-test': async ({ id }) => {
        const account = await find(id)
        if (account === undefined || sending.has(id)) return notNow
        const stop = new AbortController()
        sending.set(id, stop)
        tell(id, {
          kind: 'under-way',
          since: new Date(services.wallClock()).toISOString(),
          progress: null,
        })
        context.background(
          send(account, stop)
            .then((testMail) => tell(id, testMail))
            .finally(() => sending.delete(id)),
        )
        return undefined
      },
      'account.stop-test': ({ id }) => {
        const stop = sending.get(id)
        if (stop === undefined) return notNow
        stop.abort()
        return undefined
      },
    },
  }
}

/** An account as the window knows it; what was found out about it before stays. */
export function accountState(
  account: Account,
  before: AccountState | undefined,
  sessionPasswords: ReadonlyMap<string, string>,
): AccountState {
  const { pinned, startTlsSeen: _, ...shown } = account
  return {
    ...shown,
    trusted: pinned.map(({ host, sha256 }) => ({ host, sha256 })),
    // An account of the terminal command may have its password in the keychain: it is asked when it is needed.
    hasPassword: account.password !== 'session' || sessionPasswords.has(account.id),
    checked: account.paused === true ? null : (before?.checked ?? null),
    testMail: before?.testMail ?? { kind: 'none' },
  }
}

function withPause({ paused: _, ...account }: Account, paused: boolean): Account {
  return paused ? { ...account, paused } : account
}
