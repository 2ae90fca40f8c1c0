import type { MailServer } from '../contract/account.ts'
import type { UnusableReason } from '../contract/discovery.ts'
import { connectTo, type Network } from '../net/connect.ts'
import { speakSubmission } from '../smtp/submission-dialogue.ts'
import { limits } from './limits.ts'

export type SubmissionAnswer =
  | 'verified'
  | Extract<UnusableReason, 'untrusted-certificate' | 'no-auth' | 'no-tls' | 'no-answer'>
  | 'no-such-host'

/** Connects, greets, takes up TLS and looks at what is offered. No credential is sent. Never rejects. */
export async function askSubmission(
  { host, port, security }: MailServer,
  network: Network,
  signal: AbortSignal,
): Promise<SubmissionAnswer> {
  const connection = await connectTo(host, port, network, limits.connecting(signal))
  if (connection.kind !== 'connected') {
    return connection.kind === 'no-such-host' ? 'no-such-host' : 'no-answer'
  }
  const goodbyes: Promise<void>[] = []
  const { stage } = await speakSubmission(
    connection.socket,
    { host, security, pinned: null },
    {
      signal: limits.talking(signal),
      onGreeting: () => undefined,
      later: (goodbye) => goodbyes.push(goodbye),
    },
  )
  await Promise.all(goodbyes)
  switch (stage.kind) {
    case 'no-greeting':
    case 'turned-away':
    case 'broken-off':
      return 'no-answer'
    case 'no-starttls':
    case 'tls-failed':
      return 'no-tls'
    case 'secured':
      if (!stage.certificate.trusted) return 'untrusted-certificate'
      return (stage.offered?.auth.length ?? 0) > 0 ? 'verified' : 'no-auth'
  }
}
