import type { AnyFailure } from '../../contract/failures.ts'
import type { Sentence } from '../../contract/sentence.ts'

/** A failure of the settings or the keychain as a sentence: its text names what to do next. */
export function failureSentence(failure: AnyFailure): Sentence {
  const params = Object.entries(failure).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  )
  const { kind } = failure
  if (failure.kind === 'password-not-storable')
    return { key: `failure.${kind}.${failure.reason}`, params: {} }
  const seconds =
    failure.kind === 'keychain-timed-out' ? { seconds: Math.round(failure.afterMs / 1_000) } : {}
  return { key: `failure.${kind}`, params: { ...Object.fromEntries(params), ...seconds } }
}
