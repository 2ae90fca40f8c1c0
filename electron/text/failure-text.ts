import type { AnyFailure, CredentialFailure, SettingsFailure } from '../contract/failures.ts'
import type { Sentence } from '../contract/sentence.ts'
import type { MessageKey } from './message-key.ts'
import type { MessageParams, Translate } from './translate.ts'

/** What happened and what to do next, in words. */
export function failureText(t: Translate, failure: AnyFailure): string {
  return t(keyOf(failure), paramsOf(t, failure))
}

/** The same without words yet: what the settings file or the keychain says needs none of another text. */
export function failureSentence(failure: CredentialFailure | SettingsFailure): Sentence {
  return { key: keyOf(failure), params: ownParams(failure) }
}

function keyOf(failure: AnyFailure): MessageKey {
  return failure.kind === 'password-not-storable'
    ? `failure.${failure.kind}.${failure.reason}`
    : `failure.${failure.kind}`
}

function paramsOf(t: Translate, failure: AnyFailure): MessageParams {
  const params = ownParams(failure)
  if (failure.kind === 'auth-unavailable')
    return { ...params, mechanisms: failure.mechanisms.join(', ') || t('cli.value.none') }
  if (failure.kind === 'tls-untrusted')
    return { ...params, reason: t(`certificate.${failure.certificate?.reason ?? 'unknown'}`) }
  return params
}

/** The failure's own strings and numbers. A reply of several lines becomes one, an empty one a dash. */
function ownParams(failure: AnyFailure): Record<string, string | number> {
  if (failure.kind === 'keychain-timed-out') return { seconds: Math.round(failure.afterMs / 1_000) }
  const params: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(failure) as [string, unknown][]) {
    if (typeof value === 'number') params[name] = value
    if (typeof value === 'string') params[name] = value.trim().replace(/\s+/g, ' ') || '–'
  }
  return params
}
