import { once } from 'node:events'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import type { IssuedCertificate } from './certificates.ts'
import { listen } from './listening.ts'

type Stage = 'AUTH' | 'MAIL' | 'RCPT' | 'DATA'
export type Refusal = { at: Stage; code: number; text: string }

export type FakeSubmissionOptions = {
  name: string
  certificate: IssuedCertificate
  user: { username: string; password: string }
  authMethods: readonly string[]
  offersStartTls: boolean
  refusal: Refusal | null
  /** Takes an accepted message, headers of this server on top. */
  deliver: (message: { id: string; raw: string; session: SMTPServerSession }) => void
}

export type FakeSubmission = {
  /** With STARTTLS, and with TLS from the start. */
  ports: { submission: number; submissions: number }
  /** How often a password came in, right or wrong. */
  signIns: () => number
  connections(): number
  close(): Promise<void>
}

/** A submission server (RFC 6409) on 127.0.0.1 that answers as Postfix would. */
export async function createFakeSubmission(options: FakeSubmissionOptions): Promise<FakeSubmission> {
  const { name, certificate, user, authMethods, offersStartTls, refusal, deliver } = options
  let signIns = 0
  let accepted = 0
  const refusedAt = (stage: Stage): Error | null =>
    refusal?.at === stage ? replyError(refusal.code, refusal.text) : null

  const shared: SMTPServerOptions = {
    name,
    key: certificate.keyPem,
    cert: certificate.certPem,
    logger: false,
    disableReverseLookup: true,
    authMethods: [...authMethods],
    hideSTARTTLS: !offersStartTls,
    disabledCommands: offersStartTls ? [] : ['STARTTLS'],
    closeTimeout: 1,
    onAuth(auth, _session, done) {
      signIns++
      const right =
        auth.username === user.username &&
        (auth.method === 'CRAM-MD5' ? auth.validatePassword(user.password) : auth.password === user.password)
      const refused =
        refusedAt('AUTH') ?? (right ? null : replyError(535, '5.7.8 Error: authentication failed'))
      done(refused, { user: user.username })
    },
    onMailFrom: (_address, _session, done) => done(refusedAt('MAIL')),
    onRcptTo: (_address, _session, done) => done(refusedAt('RCPT')),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      void once(stream, 'end').then(() => {
        const refused = refusedAt('DATA')
        if (refused !== null) {
          done(refused)
          return
        }
        const id = `4Fake${++accepted}`
        deliver({ id, session, raw: Buffer.concat(chunks).toString('utf8') })
        done(null, `2.0.0 Ok: queued as ${id}`)
      })
    },
  }
  const servers = [
    new SMTPServer(shared),
    new SMTPServer({ ...shared, secure: true, disabledCommands: ['STARTTLS'] }),
  ] as const
  for (const server of servers) server.on('error', () => undefined)
  const [submission, submissions] = await Promise.all([listen(servers[0].server), listen(servers[1].server)])
  const listeners = [submission, submissions]
  return {
    ports: { submission: submission.port, submissions: submissions.port },
    signIns: () => signIns,
    connections: () => listeners.reduce((count, { sockets }) => count + sockets.size, 0),
    close: async () => {
      await Promise.all(listeners.map((listening) => listening.close()))
    },
  }
}

function replyError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}
