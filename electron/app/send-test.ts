import type { Account } from '../contract/account.ts'
import type { Arrival, DeliveryProgress, SentMail } from '../contract/delivery.ts'
import type { MailFailure } from '../contract/failures.ts'
import { ok, type Result } from '../contract/result.ts'
import { awaitArrival } from '../delivery/await-arrival.ts'
import { sendTestMail } from '../delivery/send-test-mail.ts'
import type { Translate } from '../text/translate.ts'
import type { Services } from './compose.ts'

export type TestMailOutcome = { sent: SentMail; arrival: Arrival }

/** Sends the person one mail from the person and waits until it is seen in the mailbox. Only the sending can fail as a whole. */
export async function sendTest(
  account: Account,
  password: string,
  { keep, onProgress }: { keep: boolean; onProgress: (progress: DeliveryProgress) => void },
  { network }: Pick<Services, 'network'>,
  translate: Translate,
  signal: AbortSignal,
): Promise<Result<TestMailOutcome, MailFailure>> {
  const text = { subject: translate('cli.send.subject'), body: translate('cli.send.body') }
  const sent = await sendTestMail(account, password, { network, signal, onProgress, text })
  if (!sent.ok) return sent
  const arrival = await awaitArrival(account, password, sent.value.messageId, {
    network,
    signal,
    keep,
    onProgress,
  })
  return ok({ sent: sent.value, arrival })
}
