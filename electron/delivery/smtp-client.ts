import type { Socket } from 'node:net'
import tls from 'node:tls'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Account } from '../contract/account.ts'
import type { MailFailure } from '../contract/failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import type { Clock } from '../net/clock.ts'
import { pinnedFor, trustFor } from '../net/trust.ts'
import { addressLiteral } from '../smtp/address-literal.ts'
import { parseExtensions } from '../smtp/extensions.ts'
import { waitAtMost } from './deadline.ts'
import { createReplyText } from './reply-text.ts'
import { createPlainHandler, type PasswordMechanism } from './sasl.ts'
import { submissionFailure } from './submission-failure.ts'
import { tlsText, untrustedReason } from './tls-text.ts'

/** nodemailer's SMTP connection over a socket of ours, step by step, with values for failures. */
export type SmtpClient = {
  /** Greeting, EHLO and verified TLS (RFC 5321, 3207, 8314); the SASL mechanisms offered after it. */
  secure: () => Promise<Result<string[], MailFailure>>
  /** AUTH, once (RFC 4954); TLS as it was when the password went out. */
  signIn: (mechanism: PasswordMechanism) => Promise<Result<{ tls: string }, MailFailure>>
  /** Sends one message; the server's last word. */
  send: (envelope: { from: string; to: string }, message: Buffer) => Promise<Result<string, MailFailure>>
  /** Says QUIT where the server still listens, and closes. */
  close: () => Promise<void>
}

export type SmtpClientOptions = { account: Account; password: string; clock: Clock; signal: AbortSignal }

const quitWaitMs = 500

/** Loads nodemailer, and only when mail is to be sent. To be called before there is a socket that could close meanwhile. */
export async function loadSmtpConnection(): Promise<typeof SMTPConnection> {
  return (await import('nodemailer/lib/smtp-connection')).default
}

/** Takes over a connected `socket`. `close` must be called in the end; an abort of `signal` closes at once. */
export function createSmtpClient(
  Connection: typeof SMTPConnection,
  socket: Socket,
  { account, password, clock, signal }: SmtpClientOptions,
): SmtpClient {
  const { host, port, security } = account.submission
  const smtp = new Connection({
    host,
    port,
    connection: socket,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    name: addressLiteral(socket.localAddress),
    tls: { ...trustFor(host, pinnedFor(host, account.pinned)), rejectUnauthorized: true },
    customAuth: { PLAIN: createPlainHandler(account.username, password) },
    logger: false,
    socketCloseTimeout: 0,
  })
  const text = createReplyText(account.username, password)
  let mechanisms: string[] = []

  // nodemailer tells a refused step by callback and a lost connection by event: each step listens to both.
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => undefined)
  smtp.on('error', (error) => lost.reject(error))
  smtp.on('end', () => lost.reject(new Error('closed')))
  const destroy = () => {
    signal.removeEventListener('abort', destroy)
    smtp.close()
    socket.destroy()
  }
  signal.addEventListener('abort', destroy)
  if (signal.aborted) destroy()

  type Done<Value> = (error?: Error | null, value?: Value) => void
  const step = async <Value>(
    start: (done: Done<Value>) => void,
  ): Promise<Result<Value | undefined, MailFailure>> => {
    const done = Promise.withResolvers<Value | undefined>()
    try {
      start((error, value) => (error instanceof Error ? done.reject(error) : done.resolve(value)))
      return ok(await Promise.race([done.promise, lost.promise]))
    } catch (error) {
      return failed(failureOf(error as NodemailerError))
    }
  }

  const failureOf = (error: NodemailerError): MailFailure => {
    if (signal.aborted) return { kind: 'timed-out', host, port }
    const trouble = {
      code: error.code ?? null,
      cause: error.originalCode ?? null,
      command: error.command ?? '',
      reply: error.response ?? partingWords(smtp),
      handshaking: smtp.upgrading === true,
      untrusted: smtp._socket instanceof tls.TLSSocket ? untrustedReason(smtp._socket) : null,
      mechanisms,
    }
    return submissionFailure(trouble, account.submission, text)
  }

  return {
    async secure() {
      const connected = await step((done) => smtp.connect(done))
      if (!connected.ok) return connected
      mechanisms = offeredMechanisms(smtp)
      return ok(mechanisms)
    },

    async signIn(method) {
      const secured = smtp._socket
      // The last bar before a password goes out; nodemailer's `secure` and `requireTLS` let nothing come this far.
      if (!(secured instanceof tls.TLSSocket) || !secured.authorized) throw new Error('not secured')
      const tlsUsed = tlsText(secured)
      const credentials = { user: account.username, pass: password }
      const accepted = await step((done) => smtp.login({ method, credentials }, done))
      if (!accepted.ok) return accepted
      const reply = String(smtp.lastServerResponse)
      return isReply(235, reply)
        ? ok({ tls: tlsUsed })
        : failed({ kind: 'protocol', host, port, detail: text(reply) })
    },

    async send(envelope, message) {
      const sent = await step<{ response: string }>((done) =>
        smtp.send({ ...envelope, size: message.length }, message, done),
      )
      if (!sent.ok) return sent
      const reply = sent.value?.response ?? ''
      return isReply(250, reply)
        ? ok(text(reply))
        : failed({ kind: 'protocol', host, port, detail: text(reply) })
    },

    async close() {
      if (!signal.aborted && !smtp.destroyed) {
        const ended = new Promise((resolve) => smtp.once('end', resolve))
        smtp.quit()
        await waitAtMost(quitWaitMs, clock, ended)
      }
      destroy()
    },
  }
}

type NodemailerError = Error & { code?: string; originalCode?: string; command?: string; response?: string }

/** nodemailer takes any first digit 2 for a yes. */
function isReply(code: 235 | 250, reply: string): boolean {
  return reply.startsWith(String(code)) && /^\d{3}([ -]|$)/.test(reply)
}

/** A server that closes after 421 has said why (RFC 5321, 3.8); nodemailer then only tells that it closed. */
function partingWords({ lastServerResponse }: SMTPConnection): string | null {
  return lastServerResponse !== false && /^421([ -]|$)/.test(lastServerResponse) ? lastServerResponse : null
}

/** nodemailer keeps only the mechanisms that it knows; people are told all. */
function offeredMechanisms({ lastServerResponse }: SMTPConnection): string[] {
  const lines = String(lastServerResponse).split('\n')
  return parseExtensions({ code: 250, lines: lines.map((line) => line.slice(4)) }).auth
}
