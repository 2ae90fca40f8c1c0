import type { Diagnosis, NoPlan, ProfileFlaw, ProfileProblem } from '../contract/clients.ts'
import type { Sentence } from '../contract/sentence.ts'

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
