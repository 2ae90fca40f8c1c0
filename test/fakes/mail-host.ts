import type { SMTPServerSession } from 'smtp-server'
import type { IssuedCertificate } from './certificates.ts'
import { createFakeImap, type FakeImap } from './fake-imap.ts'
import { createFakeSubmission, type FakeSubmission, type Refusal } from './fake-submission.ts'

export type MailHostOptions = {
  /** Host name, such as mail.example.jp; it must stand in the certificate. */
  name: string
  certificate: IssuedCertificate
  user: { address: string; username: string; password: string }
  behaviours?: Partial<MailHostBehaviours>
}

export type MailHostBehaviours = {
  /** Where accepted mail goes; 'nowhere' is a server that loses it. */
  deliverTo: 'INBOX' | 'junk' | 'nowhere'
  deliverAfterMs: number
  /** Name of the folder for junk, in modified UTF-7. */
  junkFolder: string
  junkMarked: boolean
  imapExtensions: readonly ('IDLE' | 'UIDPLUS')[]
  authMethods: readonly ('PLAIN' | 'LOGIN' | 'CRAM-MD5' | 'XOAUTH2')[]
  offersStartTls: boolean
  refusal: Refusal | null
}

export type MailHost = {
  ports: FakeSubmission['ports'] & FakeImap['ports']
  messages: FakeImap['messages']
  append: FakeImap['append']
  dropImapConnections: FakeImap['dropConnections']
  idling: FakeImap['idling']
  /** How often a password came in by submission, right or wrong. */
  signIns: FakeSubmission['signIns']
  /** Connections that are open now. */
  connections(): number
  /** Ends every connection and timer. */
  close(): Promise<void>
}

const usual: MailHostBehaviours = {
  deliverTo: 'INBOX',
  deliverAfterMs: 0,
  junkFolder: 'Junk',
  junkMarked: true,
  imapExtensions: ['IDLE', 'UIDPLUS'],
  authMethods: ['PLAIN', 'LOGIN'],
  offersStartTls: true,
  refusal: null,
}

/**
 * A whole mail server for one person in this process, on free ports of 127.0.0.1: submission with STARTTLS and with
 * TLS, IMAP likewise. What it accepts lies in the mailbox a moment later, with the headers that Postfix writes.
 */
export async function createMailHost(options: MailHostOptions): Promise<MailHost> {
  const { name, certificate, user } = options
  const behaviours = { ...usual, ...options.behaviours }
  const timers = new Set<NodeJS.Timeout>()
  const imap = await createFakeImap({
    certificate,
    user,
    ...behaviours,
    extensions: behaviours.imapExtensions,
  })
  const submission = await createFakeSubmission({
    name,
    certificate,
    user,
    ...behaviours,
    deliver: ({ id, raw, session }) => {
      if (behaviours.deliverTo === 'nowhere') return
      const folder = behaviours.deliverTo === 'INBOX' ? 'INBOX' : behaviours.junkFolder
      const timer = setTimeout(() => {
        timers.delete(timer)
        imap.append(folder, traceHeaders(name, user, id, session) + raw)
      }, behaviours.deliverAfterMs)
      timers.add(timer)
    },
  })
  return {
    ports: { ...submission.ports, ...imap.ports },
    messages: imap.messages,
    append: imap.append,
    dropImapConnections: imap.dropConnections,
    idling: imap.idling,
    signIns: submission.signIns,
    connections: () => submission.connections() + imap.connections(),
    close: async () => {
      timers.forEach(clearTimeout)
      await Promise.all([submission.close(), imap.close()])
    },
  }
}

/** Return-Path, Authentication-Results and Received as Postfix and a milter put them on top. */
function traceHeaders(
  name: string,
  user: MailHostOptions['user'],
  id: string,
  session: SMTPServerSession,
): string {
  const { tlsOptions } = session
  const usedTls =
    tlsOptions === false
      ? []
      : [
          `\t(using ${tlsOptions.version} with cipher ${tlsOptions.standardName} (256/256 bits)`,
          '\t key-exchange X25519)',
        ]
  return [
    `Return-Path: <${user.address}>`,
    `Authentication-Results: ${name}; auth=pass (plain) smtp.auth=${user.username} smtp.mailfrom=${user.address}`,
    `Received: from ${session.hostNameAppearsAs} (unknown [${session.remoteAddress}])`,
    ...usedTls,
    '\t(No client certificate requested)',
    `\t(Authenticated sender: ${user.username})`,
    `\tby ${name} (Postfix) with ${session.transmissionType} id ${id}`,
    `\tfor <${user.address}>; ${new Date().toUTCString()}`,
    '',
  ].join('\r\n')
}
