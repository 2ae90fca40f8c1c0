import type { PinnedCertificate } from '../contract/account.ts'
import type { ProbeOutcome } from '../contract/check.ts'
import type { Network } from '../net/connect.ts'
import type { ReplyResult } from '../smtp/conversation.ts'
import { speakGreeting } from '../smtp/greeting-dialogue.ts'
import { speakSubmission } from '../smtp/submission-dialogue.ts'
import type { Attempt } from './model.ts'
import { tarpitMs } from './outbound25-family.ts'

export type AttemptContext = {
  network: Network
  signal: AbortSignal
  /** Milliseconds since the first SYN. */
  nowMs: () => number
  pinned: PinnedCertificate | null
  onChange: () => void
  later: (goodbye: Promise<void>) => void
}

/** Carries one attempt out and writes down what happens as it happens. Resolves when the attempt is over; never rejects. */
export async function carryOut(attempt: Attempt, context: AttemptContext): Promise<void> {
  const { target } = attempt
  const { network, nowMs, onChange } = context
  const end = (outcome: ProbeOutcome, code: string | null) => {
    attempt.end ??= { atMs: nowMs(), outcome, code }
    onChange()
  }
  const result = await network.dial(target, context.signal)
  if (result.kind === 'aborted') return
  if (result.kind !== 'connected') {
    end(result.kind, result.code)
    return
  }
  attempt.connectedMs = nowMs()
  onChange()
  if (target.role === 'control' && target.port !== 587) {
    result.socket.destroy()
    end('connected', null)
    return
  }
  // A server that does not greet is given up after 8 s; what it says later has the check's own deadline.
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), tarpitMs)
  const signal = AbortSignal.any([context.signal, patience.signal])
  try {
    if (target.role === 'server' && target.port !== 25) {
      await speakToServer(attempt, result.socket, { ...context, signal }, end, () => clearTimeout(timer))
    } else {
      attempt.greeted = await speakGreeting(
        result.socket,
        signal,
        (greeting) => {
          clearTimeout(timer)
          attempt.greeting = greeting
          onChange()
        },
        context.later,
      )
      endAsGreeted(attempt.greeted.greeting, context.signal, end)
    }
  } finally {
    clearTimeout(timer)
  }
}

async function speakToServer(
  attempt: Attempt,
  socket: Parameters<typeof speakSubmission>[0],
  { pinned, signal, later, onChange }: AttemptContext,
  end: (outcome: ProbeOutcome, code: string | null) => void,
  greeted: () => void,
): Promise<void> {
  const { host, port } = attempt.target
  const security = port === 465 ? 'tls' : 'starttls'
  const onGreeting = (reply: Extract<ReplyResult, { kind: 'reply' }>['reply']) => {
    greeted()
    attempt.greeting = { kind: 'reply', reply }
    onChange()
  }
  const dialogue = await speakSubmission(socket, { host, security, pinned }, { signal, onGreeting, later })
  attempt.submission = dialogue
  const { greeting, stage } = dialogue
  if (greeting !== null) end('greeted', String(greeting.code))
  else if (stage.kind === 'no-greeting') endUngreeted(stage.why, end)
  else end(stage.kind === 'tls-failed' ? 'connected' : 'silent', null)
}

function endAsGreeted(
  greeting: ReplyResult,
  signal: AbortSignal,
  end: (outcome: ProbeOutcome, code: string | null) => void,
): void {
  if (greeting.kind === 'reply') end('greeted', String(greeting.reply.code))
  // Ended by the check itself, not by patience: it is told as it stands.
  else if (greeting.kind !== 'aborted' || !signal.aborted) endUngreeted(greeting.kind, end)
}

function endUngreeted(
  why: Exclude<ReplyResult['kind'], 'reply'>,
  end: (outcome: ProbeOutcome, code: string | null) => void,
): void {
  switch (why) {
    case 'aborted':
      end('silent', null)
      break
    case 'closed':
      end('closed', null)
      break
    case 'reset':
      end('reset', 'ECONNRESET')
      break
    case 'malformed':
    case 'too-long':
      // Something answers, but not with SMTP.
      end('closed', why === 'malformed' ? 'MALFORMED' : 'TOO-LONG')
      break
  }
}
