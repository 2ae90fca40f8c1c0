import type { MailClient } from '../contract/clients.ts'
import type { MessageKey } from './message-key.ts'

/** What a person is told before a repair of a program, and after it; null: nothing. */
export const repairNotes: Readonly<
  Record<MailClient, { before: MessageKey | null; after: MessageKey | null }>
> = {
  thunderbird: { before: null, after: null },
  outlook: { before: 'client.outlook.unofficial', after: 'client.outlook.check' },
}
