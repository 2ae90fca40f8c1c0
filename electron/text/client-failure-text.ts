import type { ClientFailure } from '../contract/client-failures.ts'
import type { MessageParams, Translate } from './translate.ts'

/** What happened to another program's settings and what to do next, in words. */
export function clientFailureText(t: Translate, failure: ClientFailure): string {
  return t(`client.failure.${failure.kind}`, paramsOf(failure))
}

function paramsOf(failure: ClientFailure): MessageParams {
  return failure.kind === 'changed-meanwhile'
    ? { ...failure, names: failure.names.join(', ') || '–' }
    : failure
}
