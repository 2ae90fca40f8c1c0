import { createHash } from 'node:crypto'
import type { MailSettings } from '../contract/publish.ts'

/**
 * user-agent-configuration.json (draft-ietf-mailmaint-pacc). Every service is on its port for TLS from the start, and the
 * user name is the address; null for a server to which that does not apply. `smtp` is called `submit` since version 03
 * of the draft.
 */
export function paccJson({ domain, sending, receiving, username }: MailSettings): string | null {
  const submissions = sending.find(({ security }) => security === 'tls')
  if (submissions === undefined || username !== 'address') return null
  const submit = { host: submissions.host }
  const document = {
    protocols: { imap: { host: receiving.host }, submit, smtp: submit },
    authentication: { password: true },
    info: { provider: { name: domain } },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** What DNS says of these very bytes. */
export function paccRecord(json: string): string {
  return `v=UAAC1; a=sha256; d=${createHash('sha256').update(json).digest('base64')}`
}
