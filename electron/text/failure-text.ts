import type { AnyFailure } from '../contract/failures.ts'
import type { MessageParams, Translate } from './translate.ts'

/** What happened and what to do next, in words. */
export function failureText(t: Translate, failure: AnyFailure): string {
  return failure.kind === 'password-not-storable'
    ? t(`failure.${failure.kind}.${failure.reason}`)
    : t(`failure.${failure.kind}`, paramsOf(t, failure))
}

function paramsOf(t: Translate, failure: AnyFailure): MessageParams {
  const params = shown(failure)
  if (failure.kind === 'keychain-timed-out') return { seconds: Math.round(failure.afterMs / 1000) }
  if (failure.kind === 'auth-unavailable')
    return { ...params, mechanisms: failure.mechanisms.join(', ') || t('cli.value.none') }
  if (failure.kind === 'tls-untrusted')
    return { ...params, reason: t(`certificate.${failure.certificate?.reason ?? 'unknown'}`) }
  return params
}

/** The failure's own strings and numbers. A reply of several lines becomes one, an empty one a dash. */
function shown(failure: AnyFailure): MessageParams {
  const params: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(failure) as [string, unknown][]) {
    if (typeof value === 'number') params[name] = value
    if (typeof value === 'string') params[name] = value.trim().replace(/\s+/g, ' ') || '–'
  }
  return params
}
