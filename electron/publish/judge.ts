import type { IncomingServer, MailServer } from '../contract/account.ts'
import type {
  MailProgram,
  Published,
  PublishedBy,
  PublishedState,
  PublishReport,
  SetUp,
} from '../contract/publish.ts'

/** How a server of the settings answered from here. */
export type ServerAnswer = 'ready' | 'silent' | 'not-ready' | 'not-asked'

/** What was found in one place, before its servers are asked. */
export type Found = Pick<Published, 'by' | 'where' | 'sending' | 'receiving'> & {
  /** Null: these are settings that mail programs can use. */
  problem: PublishedState | null
  /** What programs will sign in with; null where nothing is said. */
  username: string | null
}

/**
 * Programs that take the user name of Autodiscover are refused where the server wants another, and autoconfig says which
 * one people sign in with.
 */
export function compareUsernames(found: readonly Found[]): Found[] {
  const said = found.find(({ by, username }) => looksAt.thunderbird.includes(by) && username !== null)
  const expected = said?.username?.toLowerCase()
  return found.map((one) => {
    const isOther = expected !== undefined && one.username?.toLowerCase() !== expected
    return one.by === 'autodiscover' && one.problem === null && isOther
      ? { ...one, problem: 'other-username' }
      : one
  })
}

/** The servers that have to answer; none where nothing can be used anyway. */
export function serversToAsk({ problem, sending, receiving }: Found): {
  sending: MailServer | null
  receiving: IncomingServer | null
} {
  return problem === null ? { sending, receiving } : { sending: null, receiving: null }
}

/** The settings of one place, with what their servers said. */
export function judgePublished(
  { problem, by, where, sending, receiving }: Found,
  answers: { sending: ServerAnswer; receiving: ServerAnswer } | null,
): Published {
  return { by, where, sending, receiving, state: problem ?? stateOf({ sending, receiving }, answers) }
}

function stateOf(
  { sending, receiving }: Pick<Found, 'sending' | 'receiving'>,
  answers: { sending: ServerAnswer; receiving: ServerAnswer } | null,
): PublishedState {
  if (sending === null || receiving === null || answers === null) return 'incomplete'
  const both = [answers.sending, answers.receiving]
  if (both.includes('not-ready')) return 'server-not-ready'
  if (both.includes('silent')) return 'server-silent'
  return both.includes('not-asked') ? 'pop3-not-tested' : 'works'
}

/** Where each program looks, in its order. Apple Mail looks nowhere: it takes a profile. */
const looksAt: Record<MailProgram, readonly PublishedBy[]> = {
  thunderbird: ['autoconfig', 'autoconfig-well-known'],
  'thunderbird-android': ['autoconfig', 'autoconfig-well-known'],
  'outlook-classic': ['autodiscover'],
  'apple-mail': [],
  'srv-programs': ['srv'],
  'pacc-programs': ['pacc'],
}

/** What a program makes of settings in each state, the best first; of all others, nothing. */
const outcomes: readonly [PublishedState, SetUp][] = [
  ['works', 'yes'],
  ['pop3-not-tested', 'pop3-not-tested'],
  ['server-silent', 'perhaps'],
  ['other-username', 'other-username'],
]

/** Which programs configure themselves with what is there. */
export function judgePrograms(published: readonly Published[]): PublishReport['programs'] {
  return (Object.keys(looksAt) as MailProgram[]).map((program) => {
    if (program === 'apple-mail') return { program, setsUp: 'with-profile', by: null }
    const seen = looksAt[program].flatMap((by) => published.filter((one) => one.by === by))
    for (const [state, setsUp] of outcomes) {
      const place = seen.find((one) => one.state === state)
      if (place !== undefined) return { program, setsUp, by: place.by }
    }
    return { program, setsUp: 'no', by: null }
  })
}
