import type { Account } from '../../contract/account.ts'
import type { CredentialFailure } from '../../contract/failures.ts'
import { ok, type Result } from '../../contract/result.ts'
import type { TestMail } from '../../contract/test-mail.ts'
import { sendTest as sendTestMail } from '../send-test.ts'
import type { DeskContext } from './context.ts'
import { withoutSecret } from './without-secret.ts'

/** The password of an account: of this session, else of the keychain; null: the person has to type it. */
export async function passwordOf(
  account: Pick<Account, 'id' | 'address' | 'password'>,
  { sessionPasswords, services }: Pick<DeskContext, 'sessionPasswords' | 'services'>,
): Promise<Result<string | null, CredentialFailure>> {
  const typed = sessionPasswords.get(account.id)
  if (typed !== undefined) return ok(typed)
  // One that was only for a session is not in the keychain: no prompt for nothing.
  return account.password === 'session' ? ok(null) : services.credentials.read(account.address)
}

/** Sends a test mail and waits for it; `onChange` hears how far it is. */
export async function sendTest(
  account: Account,
  password: string,
  { services, t, quit }: Pick<DeskContext, 'services' | 't' | 'quit'>,
  stop: AbortSignal,
  onChange: (testMail: TestMail) => void,
): Promise<TestMail> {
  const signal = AbortSignal.any([stop, quit])
  const time = () => new Date(services.wallClock()).toISOString()
  const since = time()
  onChange({ kind: 'under-way', since, progress: null })
  const outcome = await sendTestMail(
    account,
    password,
    {
      keep: false,
      onProgress: (progress) =>
        onChange(withoutSecret({ kind: 'under-way', since, progress }, account.username, password)),
    },
    services,
    t(),
    signal,
  )
  if (signal.aborted) return { kind: 'stopped' }
  return withoutSecret<TestMail>(
    outcome.ok ? { kind: 'sent', at: time(), ...outcome.value } : { kind: 'failed', failure: outcome.error },
    account.username,
    password,
  )
}
