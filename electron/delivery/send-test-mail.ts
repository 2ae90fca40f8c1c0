import { randomUUID } from 'node:crypto'
import type { Account } from '../contract/account.ts'
import type { DeliveryProgress, SentMail } from '../contract/delivery.ts'
import type { MailFailure } from '../contract/failures.ts'
import { ok, type Result } from '../contract/result.ts'
import type { Network } from '../net/connect.ts'
import { underDeadline } from './deadline.ts'
import { openSubmission } from './submission-session.ts'
import { composeTestMail, type TestMailText, testMessageId } from './test-mail.ts'

export type SendTestMailOptions = {
  network: Network
  signal: AbortSignal
  onProgress: (progress: DeliveryProgress) => void
  text: TestMailText
}

const limitMs = 60_000

/**
 * Sends one test mail from the person's address to the person's address and to nobody else. At most 60 seconds; an
 * abort counts as timed out. Never sent twice: a connection that is lost behind DATA leaves it open whether the
 * server took the mail.
 */
export function sendTestMail(
  account: Account,
  password: string,
  { network, signal, onProgress, text }: SendTestMailOptions,
): Promise<Result<SentMail, MailFailure>> {
  const { address, submission } = account
  const { clock } = network
  const started = clock.now()
  return underDeadline(limitMs, clock, signal, async (limited) => {
    const messageId = testMessageId(address, randomUUID())
    const message = await composeTestMail(address, messageId, new Date(), text)
    onProgress({ step: 'connecting', host: submission.host, port: submission.port })
    const opened = await openSubmission(account, password, network, limited)
    if (!opened.ok) return opened
    const { tls, send, close } = opened.value
    onProgress({ step: 'sending' })
    const sent = await send({ from: address, to: address }, message)
    const seconds = (clock.now() - started) / 1_000
    if (sent.ok) onProgress({ step: 'accepted', reply: sent.value })
    await close()
    return sent.ok ? ok({ messageId, port: submission.port, tls, reply: sent.value, seconds }) : sent
  })
}
