/** The words of the test mail, in the person's language. */
export type TestMailText = { subject: string; body: string }

/** Carries the test's own mark, for servers that replace the Message-ID (Exchange Online does). */
export const testHeader = 'X-Postern-Test'

/** A Message-ID (RFC 5322, 3.6.4) in the person's own domain; `unique` must never come twice. */
export function testMessageId(address: string, unique: string): string {
  return `<${unique}@${address.slice(address.lastIndexOf('@') + 1)}>`
}

/** The mark of the mail with this Message-ID: its left part. */
export function testMark(messageId: string): string {
  return messageId.slice(1, messageId.lastIndexOf('@'))
}

/**
 * The test mail as it goes over the wire, from the person to the person. "Auto-Submitted: auto-generated" (RFC 3834,
 * 5) keeps the person's own vacation notice from answering. It does not tell what computer or program sent it.
 */
export async function composeTestMail(
  address: string,
  messageId: string,
  date: Date,
  text: TestMailText,
): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const person = { name: '', address }
  const mail = new MailComposer({
    from: person,
    to: person,
    subject: text.subject,
    text: text.body,
    messageId,
    date,
    headers: { 'Auto-Submitted': 'auto-generated', [testHeader]: testMark(messageId) },
  })
  return mail.compile().build()
}
