import type { SettingOrigin } from '../../contract/clients.ts'
import type { Policies } from './policies.ts'
import type { PrefValue } from './prefs-file.ts'

type Values = ReadonlyMap<string, PrefValue>

/** All that is written about a profile's preferences, by whom it was written. */
export type Layers = {
  prefs: Values
  /** user.js, which is read after prefs.js at every start. */
  userJs: Values
  policies: Policies
}

/** A value that holds, and why. */
export type Found<Value> = { value: Value; origin: SettingOrigin }

/** The preferences as the running Thunderbird will see them. A value of another type than asked for is none. */
export type Preferences = {
  string(name: string): Found<string> | null
  number(name: string): Found<number> | null
  /** By a policy: neither the person nor a file of the profile changes it. */
  isLocked(name: string): boolean
}

export function createPreferences({ prefs, userJs, policies }: Layers): Preferences {
  function find(name: string): Found<PrefValue> | null {
    const policy = policies.get(name)
    const user = userJs.get(name) ?? prefs.get(name)
    const wanted = policy === undefined ? null : typed(policy.value, name, user)
    const ofPolicy: Found<PrefValue> | null = wanted === null ? null : { value: wanted, origin: 'policy' }
    if (policy?.status === 'locked') return ofPolicy
    if (policy?.status === 'user' && ofPolicy !== null) return ofPolicy
    if (user !== undefined && policy?.status !== 'clear')
      return { value: user, origin: userJs.has(name) ? 'override' : 'profile' }
    return policy?.status === 'default' ? ofPolicy : null
  }
  return {
    string: (name) => ifTyped(find(name), (value) => typeof value === 'string'),
    number: (name) => ifTyped(find(name), (value) => typeof value === 'number'),
    isLocked: (name) => policies.get(name)?.status === 'locked',
  }
}

function ifTyped<Value extends PrefValue>(
  found: Found<PrefValue> | null,
  is: (value: PrefValue) => value is Value,
): Found<Value> | null {
  return found !== null && is(found.value) ? { ...found, value: found.value } : null
}

/** A policy's 0 and 1 are taken for false and true, unless the preference is known to be a number (Policies.sys.mjs). */
function typed(value: PrefValue | null, name: string, user: PrefValue | undefined): PrefValue | null {
  const isNumber = typeof user === 'number' || /^mail\.(smtpserver|server)\.default\./.test(name)
  return (value === 0 || value === 1) && !isNumber ? value === 1 : value
}
