import type { Socket } from 'node:net'
import type { PinnedCertificate } from '../contract/account.ts'
import type { Certificate, Security } from '../contract/check.ts'
import { inspectTls, type TlsInspection } from '../net/certificate.ts'
import { createConversation, type Conversation, type ReplyResult } from './conversation.ts'
import { type Extensions, parseExtensions } from './extensions.ts'
import type { Reply } from './reply-parser.ts'

/** How far the conversation came. Each stage tells what the one before it could not. */
export type SubmissionStage =
  /** Connected (and, on 465, secured), but no greeting: `why` tells what came instead. */
  | { kind: 'no-greeting'; why: Exclude<ReplyResult['kind'], 'reply'> }
  /** Greeted with something other than 220: this server does not want to talk. */
  | { kind: 'turned-away'; reply: Reply }
  /** EHLO shows no STARTTLS. */
  | { kind: 'no-starttls'; offered: Extensions }
  /** The path broke, or time ran out, in the middle: that is nobody's fault yet. */
  | { kind: 'broken-off'; why: 'aborted' | 'reset' }
  /** STARTTLS was offered, but the server answered no to it or the handshake failed. On 465: no TLS at all. */
  | { kind: 'tls-failed'; detail: string }
  | {
      kind: 'secured'
      certificate: Certificate
      pem: string
      protocol: string
      cipher: string
      /** What EHLO offers under TLS; null where the server closed instead of answering. */
      offered: Extensions | null
    }

export type SubmissionDialogue = {
  greeting: Reply | null
  stage: SubmissionStage
  /** AUTH is offered before TLS: passwords could go out in clear. */
  authBeforeTls: boolean
  /** Bytes that the peer sent behind its 220 to STARTTLS; they were discarded (RFC 3207, 4.2; CVE-2011-0411). */
  pipelinedBytes: number
}

type Talking = {
  signal: AbortSignal
  /** Called at once when the greeting is there. */
  onGreeting: (reply: Reply) => void
  /** Takes the promise of the goodbye, for which no answer waits. */
  later: (goodbye: Promise<void>) => void
}

/**
 * Speaks to a submission port as far as the second EHLO (RFC 6409, 3207, 8314) and says QUIT. No credential is sent.
 */
export async function speakSubmission(
  socket: Socket,
  to: { host: string; security: Security; pinned: PinnedCertificate | null },
  talking: Talking,
): Promise<SubmissionDialogue> {
  return to.security === 'tls' ? speakImplicitTls(socket, to, talking) : speakStartTls(socket, to, talking)
}

async function speakImplicitTls(
  socket: Socket,
  to: { host: string; pinned: PinnedCertificate | null },
  { signal, onGreeting, later }: Talking,
): Promise<SubmissionDialogue> {
  const base = { greeting: null, authBeforeTls: false, pipelinedBytes: 0 }
  const inspected = await inspectTls(socket, to.host, to.pinned, signal)
  if (inspected.kind !== 'secured') {
    socket.destroy()
    return { ...base, stage: tlsStage(inspected) }
  }
  const { socket: secure, certificate, pem, protocol, cipher } = inspected
  const talk = createConversation(secure, signal)
  try {
    const greeting = await talk.read()
    if (greeting.kind !== 'reply') return { ...base, stage: { kind: 'no-greeting', why: greeting.kind } }
    onGreeting(greeting.reply)
    if (greeting.reply.code !== 220) {
      return { ...base, greeting: greeting.reply, stage: { kind: 'turned-away', reply: greeting.reply } }
    }
    const stage = await afterTls(talk, { kind: 'secured', certificate, pem, protocol, cipher })
    return { ...base, greeting: greeting.reply, stage }
  } finally {
    later(talk.quit())
  }
}

async function speakStartTls(
  socket: Socket,
  to: { host: string; pinned: PinnedCertificate | null },
  { signal, onGreeting, later }: Talking,
): Promise<SubmissionDialogue> {
  const talk = createConversation(socket, signal)
  const base = { greeting: null, authBeforeTls: false, pipelinedBytes: 0 }
  try {
    const greeting = await talk.read()
    if (greeting.kind !== 'reply') return { ...base, stage: { kind: 'no-greeting', why: greeting.kind } }
    onGreeting(greeting.reply)
    const greeted = { ...base, greeting: greeting.reply }
    if (greeting.reply.code !== 220)
      return { ...greeted, stage: { kind: 'turned-away', reply: greeting.reply } }
    const answer = await talk.ehlo()
    if (answer.kind !== 'reply') return { ...greeted, stage: withoutReply(answer) }
    if (answer.reply.code !== 250) return { ...greeted, stage: { kind: 'turned-away', reply: answer.reply } }
    const offered = parseExtensions(answer.reply)
    const known = { ...greeted, authBeforeTls: offered.auth.length > 0 }
    if (!offered.startTls) return { ...known, stage: { kind: 'no-starttls', offered } }
    const go = await talk.send('STARTTLS')
    if (go.kind !== 'reply') return { ...known, stage: withoutReply(go) }
    if (go.reply.code !== 220) {
      return {
        ...known,
        stage: { kind: 'tls-failed', detail: `${go.reply.code} ${go.reply.lines.join(' ')}` },
      }
    }
    const pipelinedBytes = talk.release().length
    return { ...known, pipelinedBytes, stage: await secureAndGreet(socket, to, { signal, later }) }
  } finally {
    later(talk.quit())
  }
}

async function secureAndGreet(
  socket: Socket,
  to: { host: string; pinned: PinnedCertificate | null },
  { signal, later }: Pick<Talking, 'signal' | 'later'>,
): Promise<SubmissionStage> {
  const inspected = await inspectTls(socket, to.host, to.pinned, signal)
  if (inspected.kind !== 'secured') {
    socket.destroy()
    return tlsStage(inspected)
  }
  const { socket: secure, certificate, pem, protocol, cipher } = inspected
  const talk = createConversation(secure, signal)
  try {
    return await afterTls(talk, { kind: 'secured', certificate, pem, protocol, cipher })
  } finally {
    later(talk.quit())
  }
}

/** EHLO under TLS. A server that closes instead (its SASL is down, for one) offers nothing; time that runs out tells nothing. */
async function afterTls(
  talk: Conversation,
  secured: Omit<Extract<SubmissionStage, { kind: 'secured' }>, 'offered'>,
): Promise<SubmissionStage> {
  const answer = await talk.ehlo()
  if (answer.kind === 'aborted') return { kind: 'broken-off', why: 'aborted' }
  return { ...secured, offered: answer.kind === 'reply' ? parseExtensions(answer.reply) : null }
}

function withoutReply(result: Exclude<ReplyResult, { kind: 'reply' }>): SubmissionStage {
  return result.kind === 'aborted' || result.kind === 'reset'
    ? { kind: 'broken-off', why: result.kind }
    : { kind: 'tls-failed', detail: result.kind }
}

function tlsStage(inspected: Exclude<TlsInspection, { kind: 'secured' }>): SubmissionStage {
  return inspected.kind === 'aborted'
    ? { kind: 'broken-off', why: 'aborted' }
    : { kind: 'tls-failed', detail: inspected.code }
}
