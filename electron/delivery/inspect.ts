import type { Account, MailServer } from '../contract/account.ts'
import type { Certificate } from '../contract/check.ts'
import { inspectTls } from '../net/certificate.ts'
import { connectTo, type Network } from '../net/connect.ts'
import { speakSubmission } from '../smtp/submission-dialogue.ts'
import { askImapForTls } from '../net/imap-dialogue.ts'

export type ShownCertificate = { certificate: Certificate | null; pem: string | null }

const unseen: ShownCertificate = { certificate: null, pem: null }

/**
 * Looks, on a connection of its own and without a credential, at the certificate that sign-in has just refused, so
 * that the person can decide about it. (The TLS connection that refused it is gone by the time it says so.)
 */
export async function inspectSubmission(
  { submission: { host, port, security } }: Account,
  network: Network,
  signal: AbortSignal,
): Promise<ShownCertificate> {
  const connection = await connectTo(host, port, network, signal)
  if (connection.kind !== 'connected') return unseen
  const goodbyes: Promise<void>[] = []
  const { stage } = await speakSubmission(
    connection.socket,
    { host, security, pinned: null },
    { signal, onGreeting: () => undefined, later: (goodbye) => goodbyes.push(goodbye) },
  )
  await Promise.all(goodbyes)
  return stage.kind === 'secured' ? { certificate: stage.certificate, pem: stage.pem } : unseen
}

/** The same for IMAP. */
export async function inspectIncoming(
  { host, port, security }: MailServer,
  network: Network,
  signal: AbortSignal,
): Promise<ShownCertificate> {
  const connection = await connectTo(host, port, network, signal)
  if (connection.kind !== 'connected') return unseen
  const { socket } = connection
  try {
    if (security === 'starttls' && !(await askImapForTls(socket, signal))) return unseen
    const inspected = await inspectTls(socket, host, null, signal)
    if (inspected.kind !== 'secured') return unseen
    inspected.socket.destroy()
    return { certificate: inspected.certificate, pem: inspected.pem }
  } finally {
    socket.destroy()
  }
}
