import type { ClientFailure } from '../contract/client-failures.ts'
import type { Sentence } from '../contract/sentence.ts'
import type { Translate } from './translate.ts'

/** What happened to another program's settings and what to do next, in words. */
export function clientFailureText(t: Translate, failure: ClientFailure): string {
  return t(`client.failure.${failure.kind}`, paramsOf(failure))
}

/** The same without words yet. */
export function clientFailureSentence(failure: ClientFailure): Sentence {
  return { key: `client.failure.${failure.kind}`, params: paramsOf(failure) }
}

function paramsOf(failure: ClientFailure): Sentence['params'] {
  return failure.kind === 'changed-meanwhile'
    ? { ...failure, names: failure.names.join(', ') || '–' }
    : failure
}
