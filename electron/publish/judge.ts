import type { IncomingServer, MailServer } from '../contract/account.ts'
import type {
  MailProgram,
  Published,
  PublishedBy,
  PublishedState,
  PublishReport,
} from '../contract/publish.ts'

/** How a server of the settings answered from here. */
export type ServerAnswer = 'ready' | 'silent' | 'not-ready'

/** What was found in one place, before its servers are asked. */
export type Found = Pick<Published, 'by' | 'where' | 'sending' | 'receiving'> & {
  /** Null: these are settings that mail programs can use. */
  problem: PublishedState | null
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
  { problem, ...found }: Found,
  answers: { sending: ServerAnswer; receiving: ServerAnswer } | null,
): Published {
  return { ...found, state: problem ?? stateOf(found, answers) }
}

function stateOf(
  { sending, receiving }: Pick<Found, 'sending' | 'receiving'>,
  answers: { sending: ServerAnswer; receiving: ServerAnswer } | null,
): PublishedState {
  if (sending === null || receiving === null || answers === null) return 'incomplete'
  const both = [answers.sending, answers.receiving]
  if (both.includes('not-ready')) return 'server-not-ready'
  return both.includes('silent') ? 'server-silent' : 'works'
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

/** Which programs configure themselves with what is there. */
export function judgePrograms(published: readonly Published[]): PublishReport['programs'] {
  return (Object.keys(looksAt) as MailProgram[]).map((program) => {
    if (program === 'apple-mail') return { program, setsUp: 'with-profile', by: null }
    const seen = looksAt[program].flatMap((by) => published.filter((one) => one.by === by))
    const works = seen.find(({ state }) => state === 'works')
    const silent = seen.find(({ state }) => state === 'server-silent')
    return { program, setsUp: works ? 'yes' : silent ? 'perhaps' : 'no', by: (works ?? silent)?.by ?? null }
  })
}
