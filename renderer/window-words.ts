import type { AdviceId } from '../electron/contract/advice.ts'
import type { CheckReport } from '../electron/contract/check.ts'
import type { AnyFailure } from '../electron/contract/failures.ts'
import { failureText } from '../electron/text/failure-text.ts'
import type { Translate } from '../electron/text/translate.ts'
import { say } from './text.ts'

/** What happened and what to do next. Where the terminal's words name a command, the window has its own. */
export function failureWords(t: Translate, failure: AnyFailure): string {
  switch (failure.kind) {
    case 'refused':
    case 'unreachable':
    case 'timed-out':
    case 'no-starttls':
      return t(`ui.failure.${failure.kind}`, { host: failure.host, port: failure.port })
    case 'protocol':
      return t('ui.failure.protocol', { host: failure.host, port: failure.port, detail: failure.detail })
    case 'tls-untrusted':
      return t('ui.failure.tls-untrusted', {
        host: failure.host,
        reason: t(`certificate.${failure.certificate?.reason ?? 'unknown'}`),
      })
    case 'keychain-module-missing':
      return t('ui.failure.keychain-module-missing')
    default:
      return failureText(t, failure)
  }
}

/** Steps that are buttons in the window. */
const pressed: readonly string[] = ['check-again', 'name-server'] satisfies AdviceId[]

export type AdviceWords = { id: string; text: string; lines: string }

/** What a check advises: a sentence each, and the lines to copy that belong to it. */
export function adviceWords(t: Translate, { advice }: Pick<CheckReport, 'advice'>): AdviceWords[] {
  return advice
    .filter(({ id }) => !pressed.includes(id))
    .map(({ id, params }) => {
      const key = id === 'compare-certificate' ? 'ui.advice.compare-certificate' : `advice.${id}`
      const [text = '', ...lines] = say(t, { key, params }).split('\n')
      return { id, text, lines: lines.join('\n') }
    })
}
