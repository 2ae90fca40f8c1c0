import type { Account } from '../../../contract/account.ts'
import type { TestMail } from '../../../contract/test-mail.ts'
import { type Handlers, notNow } from '../../../ipc/serve.ts'
import { listAccounts } from '../../manage-accounts.ts'
import type { DeskContext } from '../context.ts'
import { passwordOf } from '../test-mail.ts'
import { unlessAborted } from './question.ts'
import { withTestMail } from './setup-record.ts'
import { canGoTo } from './setup-steps.ts'
import type { Wizard } from './wizard.ts'

/** Sends a test mail and waits for it; `onChange` hears how far it is. Nothing in it tells the password. */
export type SendTest = (
  account: Account,
  password: string,
  signal: AbortSignal,
  onChange: (testMail: TestMail) => void,
) => Promise<TestMail>

/** Step 4: a test mail with the password that was kept. */
export function createTestMailStep(
  context: DeskContext,
  { sendTest }: { sendTest: SendTest },
  wizard: Wizard,
): Pick<Handlers, 'setup.send-test' | 'setup.stop-test' | 'setup.skip-test'> {
  const turn = wizard.turns.testMail

  const send = async (
    accountId: string,
    signal: AbortSignal,
    onChange: (testMail: TestMail) => void,
  ): Promise<TestMail> => {
    const listed = await listAccounts(context.services)
    if (!listed.ok) return { kind: 'failed', failure: listed.error }
    const account = listed.value.find(({ id }) => id === accountId)
    if (account === undefined) return { kind: 'needs-password' }
    const password = await unlessAborted(passwordOf(account, context), signal)
    if (password === null) return { kind: 'stopped' }
    if (!password.ok) return { kind: 'failed', failure: password.error }
    if (password.value === null) return { kind: 'needs-password' }
    return sendTest(account, password.value, signal, onChange)
  }

  return {
    'setup.send-test': () => {
      const open = wizard.current()
      const signedIn = open?.record.signedIn ?? null
      if (open === null || signedIn === null || !canGoTo('test-mail', open.record)) return notNow
      wizard.change({ testMail: { kind: 'under-way', since: wizard.now(), progress: null } })
      turn.begin(async (signal) => {
        const testMail = await send(signedIn.accountId, signal, (change) => {
          if (!signal.aborted) wizard.change({ testMail: change })
        })
        const record = wizard.current()?.record
        if (signal.aborted || record === undefined) return
        wizard.change({ testMail, record: withTestMail(record, testMail) })
      })
      return undefined
    },
    'setup.stop-test': () => {
      if (!turn.isRunning()) return notNow
      turn.end()
      wizard.change({ testMail: { kind: 'stopped' } })
      return undefined
    },
    'setup.skip-test': () => {
      const open = wizard.current()
      if (open === null || !canGoTo('test-mail', open.record) || open.record.testMail?.kind === 'arrived')
        return notNow
      const stopped = turn.isRunning() ? ({ testMail: { kind: 'stopped' } } as const) : {}
      turn.end()
      const step = open.step === 'test-mail' ? 'mail-clients' : open.step
      wizard.change({ ...stopped, step, record: { ...open.record, testMail: { kind: 'skipped' } } })
      return undefined
    },
  }
}
