import type { Candidate, UsableCandidate } from '../contract/discovery.ts'
import { type DomainMail, lookAtDomain } from './domain-mail.ts'
import { guessSubmission, submissionHosts } from './guess-submission.ts'
import { askPublished } from './published.ts'
import { type Answers, decide, type Decision } from './ranking.ts'
import type { Search } from './search.ts'
import { createTasks } from './tasks.ts'

export type AllAnswers = {
  /** The one that counts most first. */
  candidates: Candidate[]
  decision: Decision | null
  mail: DomainMail | null
  /** The time was over before everybody had answered. */
  incomplete: boolean
}

/** For so long a source that counts more may still change a good answer. */
const graceMs = 800
/** Servers are guessed when nobody has published settings, or nobody's have come within this time. */
const guessAfterMs = 1_000

/**
 * Asks everybody for settings at the same time, and guesses where they have none. Ends when nothing that is still to come
 * counts more than what is there, 800 ms after the first good answer, or with `signal`. Nothing is left open.
 */
export async function askAll(
  search: Search,
  ispdb: string,
  onDecision: (chosen: UsableCandidate, candidates: Candidate[]) => void,
): Promise<AllAnswers> {
  const over = new AbortController()
  const signal = AbortSignal.any([search.signal, over.signal])
  const asking: Search = { ...search, signal }
  const tasks = createTasks()
  const reached = { guess: false, grace: false }
  const after = (ms: number, what: keyof typeof reached) =>
    tasks.run(search.network.clock.wait(ms, signal).then(() => void (reached[what] = true)))

  /** In the order in which they count. */
  const sources: Answers[] = []
  const follow = (task: (report: (candidates: Candidate[]) => void) => Promise<void>) => {
    const source: Answers = { candidates: [], ended: false }
    sources.push(source)
    const report = (candidates: Candidate[]) => {
      source.candidates = candidates
      tasks.notify()
    }
    tasks.run(task(report).then(() => void (source.ended = true)))
  }
  const candidates = () => sources.flatMap((source) => source.candidates)

  const seen: { mail: DomainMail | null } = { mail: null }
  const looking = lookAtDomain(asking)
  tasks.run(looking.then((mail) => void (seen.mail = mail)))
  for (const published of askPublished(asking, ispdb, looking)) {
    follow(async (report) => report(await published))
  }
  after(guessAfterMs, 'guess')

  let guessed = false
  let decision: Decision | null = null
  for (;;) {
    const before: Decision | null = decision
    decision = decide(sources)
    if (before === null && decision !== null) after(graceMs, 'grace')
    const chosen = decision?.chosen ?? null
    if (chosen !== null && chosen !== before?.chosen) onDecision(chosen, candidates())
    const allEnded = sources.every(({ ended }) => ended)
    const { mail } = seen
    if (decision === null && !guessed && mail !== null && (allEnded || reached.guess)) {
      guessed = true
      const { exchange, note } = mail
      const hosts = note === null ? submissionHosts(search.person.domain, candidates(), exchange) : []
      for (const host of hosts) follow((report) => guessSubmission(host, asking, report))
      continue
    }
    const settled = decision === null ? guessed && allEnded : decision.final || reached.grace
    if (settled || signal.aborted || tasks.broken()) break
    await tasks.change()
  }
  const incomplete = decision === null && sources.some(({ ended }) => !ended)
  const answers = { candidates: candidates(), decision, mail: seen.mail, incomplete }
  over.abort()
  await tasks.end()
  return answers
}
