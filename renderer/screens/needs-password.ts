import type { TestMail } from '../../electron/contract/test-mail.ts'

/** The password is not there any more, or the server does not take it: signing in is the way out. */
export function needsPassword(testMail: TestMail): boolean {
  return (
    testMail.kind === 'needs-password' ||
    (testMail.kind === 'failed' && testMail.failure.kind === 'auth-rejected')
  )
}
