import { expect } from 'vitest'
import type { Lab } from './lab.ts'
import { waitUntil } from './run.ts'
import type { ThunderbirdMail } from './thunderbird-mail.ts'

/** It leaves through 587 and nothing else, encrypted and signed in, and lies in the mailbox then; nothing is asked. */
export async function expectSent(
  lab: Lab,
  mail: ThunderbirdMail,
  subject: string,
  to: string,
): Promise<void> {
  const capture = await lab.packets('port 25 or port 465 or port 587')
  expect(await mail.send(subject, to)).toEqual({ sent: true, dialogs: [] })
  expect(new Set((await capture.stop()).map(({ toPort }) => toPort))).toEqual(new Set([587]))
  const isIt = (message: string) => message.includes(`\nSubject: ${subject}\n`)
  let message: string | undefined
  await waitUntil('the mail is there', async () => {
    message = (await lab.server.messages('INBOX')).find(isIt)
    return message !== undefined
  })
  // "S" and "A" (RFC 3848): with TLS, which on 587 is STARTTLS, and with AUTH.
  expect(message).toMatch(/ \(Postfix\) with ESMTPSA id /)
}
