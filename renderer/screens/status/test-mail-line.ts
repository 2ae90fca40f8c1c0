import type { TestMail } from '../../../electron/contract/test-mail.ts'
import type { Translate } from '../../../electron/text/translate.ts'
import { failureWords } from '../../window-words.ts'
import { ago } from './ago.ts'

/** What came of the last test mail, in one sentence; null: none was sent. */
export function testMailLine(
  testMail: TestMail,
  t: Translate,
  { language, now }: { language: string; now: number },
): string | null {
  switch (testMail.kind) {
    case 'none':
      return null
    case 'under-way':
      return t('ui.status.test-under-way')
    case 'needs-password':
      return t('ui.status.test-needs-password')
    case 'stopped':
      return t('ui.status.test-stopped')
    case 'failed':
      return failureWords(t, testMail.failure)
    case 'sent': {
      const when = ago(testMail.at, language, now) ?? t('ui.status.just-now')
      const { sent, arrival } = testMail
      switch (arrival.kind) {
        case 'arrived':
          return arrival.junk
            ? t('ui.status.test-junk', { when })
            : t('ui.status.test-arrived', { when, seconds: (sent.seconds + arrival.seconds).toFixed(1) })
        case 'not-seen':
          return t('ui.status.test-not-seen')
        case 'not-checkable':
          return t('ui.status.test-sent', { when })
        case 'mailbox-failed':
          return `${t('ui.status.test-sent', { when })} ${failureWords(t, arrival.failure)}`
      }
    }
  }
}
