import type { MailServer } from '../contract/account.ts'
import type { Candidate } from '../contract/discovery.ts'
import { askSubmission, type SubmissionAnswer } from './ask-submission.ts'
import type { Search } from './search.ts'

/**
 * The hosts that may take mail in. Those that the provider's own settings name, if only without encryption, come first;
 * then the MX host, which on a private server is the same machine, and the usual names.
 */
export function submissionHosts(
  domain: string,
  candidates: readonly Candidate[],
  exchange: string | null,
): string[] {
  const named = candidates.flatMap((candidate) => namedHost(candidate) ?? [])
  const usual = [`mail.${domain}`, `smtp.${domain}`, domain]
  return [...new Set([...named, ...(exchange === null ? [] : [exchange]), ...usual])]
}

/** The host of settings that only have the wrong port or no encryption. What came without TLS gives no hint. */
function namedHost(candidate: Candidate): string | null {
  if (candidate.usable || candidate.source === 'autoconfig-http') return null
  if (candidate.why === 'plain') return candidate.plain?.host ?? null
  return candidate.why === 'port-25' ? (candidate.submission?.host ?? null) : null
}

/** How near a server that cannot be used comes to one. */
const shortcomings = ['untrusted-certificate', 'no-auth', 'no-tls', 'no-answer'] as const

/** Asks both ports of a host. Nothing comes of a name that does not exist; of a silent host it is told that it is there. */
export async function guessSubmission(
  host: string,
  { network, signal }: Search,
  report: (candidates: Candidate[]) => void,
): Promise<void> {
  // TLS from the start is to be preferred (RFC 8314, 3.3).
  const servers: readonly MailServer[] = [
    { host, port: 465, security: 'tls' },
    { host, port: 587, security: 'starttls' },
  ]
  const answers: (SubmissionAnswer | undefined)[] = []
  const answering = (answer: SubmissionAnswer) => servers.find((_server, index) => answers[index] === answer)
  const found = { source: 'guess', incoming: null, username: null } as const
  await Promise.all(
    servers.map(async (server, index) => {
      answers[index] = await askSubmission(server, network, signal)
      if (answering('verified') === server)
        report([{ ...found, submission: server, usable: true, why: 'verified' }])
    }),
  )
  if (answering('verified') !== undefined) return
  for (const why of shortcomings) {
    const submission = answering(why)
    if (submission === undefined) continue
    report([{ ...found, submission, usable: false, why, plain: null }])
    return
  }
}
