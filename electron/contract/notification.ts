import { z } from 'zod'
import { Sentence } from './sentence.ts'
import { Screen } from './state.ts'

/** A few words that come up by themselves. */
export const Notification = z.strictObject({
  title: Sentence,
  body: Sentence,
  opens: Screen.describe('where a click leads'),
})
export type Notification = z.infer<typeof Notification>

/** What a network can mean for a person's mail that is worth a word, worst first. */
export const mailNews = ['cannot-send', 'client-on-25', 'proxy', 'stripped', 'can-send-again'] as const
export const MailNews = z.enum(mailNews)
export type MailNews = z.infer<typeof MailNews>

/** What a network does with port 25; null: not known. `closed` in whatever way. */
export const Port25 = z.enum(['open', 'closed', 'proxy', 'stripped']).nullable()
export type Port25 = z.infer<typeof Port25>

/** How an account's mail fared when that was last known for sure. */
export const AccountMemory = z.strictObject({
  id: z.string(),
  networkId: z.string().nullable(),
  port25: Port25,
  sends: z.boolean(),
  trouble: MailNews.exclude(['can-send-again']).nullable(),
})
export type AccountMemory = z.infer<typeof AccountMemory>

/** All that the policy of notifications has to know of the past; kept over a restart. It names no address. */
export const NotificationMemory = z.strictObject({
  told: z
    .array(z.strictObject({ networkId: z.string().nullable(), news: MailNews }))
    .describe('newest last; each network and verdict once'),
  shownAt: z.array(z.number()).describe('the last ones, milliseconds since 1970'),
  accounts: z.array(AccountMemory),
})
export type NotificationMemory = z.infer<typeof NotificationMemory>

export const noMemory: NotificationMemory = { told: [], shownAt: [], accounts: [] }
