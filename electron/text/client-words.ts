import type {
  Diagnosis,
  NoPlan,
  OutgoingField,
  OutgoingServer,
  ProfileFlaw,
  ProfileProblem,
} from '../contract/clients.ts'
import type { KeptSetting } from '../contract/repair.ts'
import type { Sentence } from '../contract/sentence.ts'
import type { Translate } from './translate.ts'

/** The words of a diagnosis; `client` is the program's name. */
export function diagnosisSentence(diagnosis: Diagnosis, client: string): Sentence {
  const isGuess = diagnosis.kind === 'fine' && !diagnosis.tested
  return sentence('client.diagnosis', isGuess ? { ...diagnosis, why: 'untested' } : diagnosis, { client })
}

/** Why a profile could not be read, and what to do. */
export function problemSentence(problem: ProfileProblem): Sentence {
  return sentence('client.problem', problem)
}

/** What a program does not take in a file, where, and what comes of it. */
export function flawSentence(flaw: ProfileFlaw): Sentence {
  return sentence('client.flaw', flaw)
}

/** Why nothing is changed, and what to do. */
export function noPlanSentence(noPlan: NoPlan): Sentence {
  return sentence('client.no-plan', noPlan)
}

const fields: readonly OutgoingField[] = ['host', 'port', 'security', 'signIn', 'username']

/** Which settings of a server are not the person's own; null: all are. `client` is the program's name. */
export function originText({ origins, locked }: OutgoingServer, client: string, t: Translate): string | null {
  const list = (some: readonly OutgoingField[]) =>
    some
      .map((field) => t(`client.origin.field.${field}`))
      .reduce((first, second, index) =>
        t(index === some.length - 1 ? 'client.origin.last-field' : 'client.origin.more-fields', {
          first,
          second,
        }),
      )
  const overridden = fields.filter((field) => origins[field] === 'override')
  const told = [
    ...(overridden.length > 0 ? [t('client.origin.override', { fields: list(overridden), client })] : []),
    ...(locked.length > 0 ? [t('client.origin.locked', { fields: list(locked) })] : []),
  ]
  return told.length === 0 ? null : told.reduce((first, second) => t('ui.two-sentences', { first, second }))
}

/** What an undo has left as somebody else set it: what Postern had written, and what is there. */
export function keptSentence({ name, ours, now }: KeptSetting): Sentence {
  if (ours === null) return { key: 'client.kept.set', params: { name, now: now ?? '' } }
  if (now === null) return { key: 'client.kept.removed', params: { name, ours } }
  return { key: 'client.kept.changed', params: { name, ours, now } }
}

/** A value of a program's own settings, as it is shown; null: not set. */
export function shownValue(value: boolean | number | string | null): string | null {
  return value === null ? null : String(value)
}

type Told = { kind: string; why?: string; what?: string; reason?: string }

/** The key is made of the kind and its variant; all other values are shown. */
function sentence(family: string, told: Told, more: Sentence['params'] = {}): Sentence {
  const { kind, why, what, reason, ...details } = told
  const key = [family, kind, why ?? what ?? reason].filter((part) => part !== undefined).join('.')
  const params = { ...more }
  for (const [name, value] of Object.entries<unknown>(details)) {
    if (Array.isArray(value)) params[name] = value.join(', ')
    else if (typeof value === 'string' || typeof value === 'number') params[name] = value
  }
  return { key, params }
}
