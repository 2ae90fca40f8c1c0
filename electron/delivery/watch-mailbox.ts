import type { FetchMessageObject, ImapFlow } from 'imapflow'
import type { Clock } from '../net/clock.ts'
import { waitAtMost } from './deadline.ts'
import { fieldValues, type HeaderField, parseHeaderBlock } from './header-block.ts'
import { testHeader, testMark } from './test-mail.ts'

/** Where the test mail was seen. A UID holds only together with its folder's UIDVALIDITY (RFC 9051, 2.3.1.1). */
export type Sighting = { folder: string; uidValidity: bigint; uid: number; fields: HeaderField[] }

export type MailboxWatch = {
  /** Looks for the mail among the newest of a folder, and from the second time on among what has come since. */
  look(folder: string): Promise<Sighting | null>
  /** Waits in the folder that is open until mail comes, the connection ends, or `ms` milliseconds have passed. */
  wait(ms: number): Promise<'news' | 'nothing'>
}

/** The mail has only just been sent: on the first look it is among the newest. */
const newestAtFirst = 50

/**
 * Watches for the mail with this Message-ID. Headers are fetched rather than searched: a search is slow or wrong where
 * the server's index lags behind.
 */
export function createMailboxWatch(client: ImapFlow, messageId: string, clock: Clock): MailboxWatch {
  const seenUpTo = new Map<string, { uidValidity: bigint; uid: number }>()
  let news = false
  let wake = (): void => undefined
  client.on('exists', () => {
    news = true
    wake()
  })
  client.on('close', () => wake())

  return {
    async look(folder) {
      const { uidValidity, exists } = await open(client, folder)
      news = false
      if (exists === 0) return null
      const before = seenUpTo.get(folder)
      const since = before?.uidValidity === uidValidity ? before.uid : null
      const range = since === null ? `${Math.max(1, exists - newestAtFirst + 1)}:*` : `${since + 1}:*`
      const query = { uid: true, headers: ['message-id', testHeader] }
      const messages = await client.fetchAll(range, query, { uid: since !== null })
      seenUpTo.set(folder, { uidValidity, uid: Math.max(since ?? 0, ...messages.map(({ uid }) => uid)) })
      const found = messages.find((message) => isOurs(message, messageId))
      if (found === undefined) return null
      const { uid } = found
      const whole = await client.fetchOne(String(uid), { uid: true, headers: true }, { uid: true })
      if (whole === false || whole.headers === undefined) return null
      return { folder, uidValidity, uid, fields: parseHeaderBlock(whole.headers) }
    },

    async wait(ms) {
      const woken = Promise.withResolvers<undefined>()
      wake = () => woken.resolve(undefined)
      if (news || !client.usable) wake()
      // IDLE (RFC 2177) ends with the next command. Without the capability imapflow polls, slower than we do.
      else client.idle().catch(wake)
      await waitAtMost(ms, clock, woken.promise)
      return news ? 'news' : 'nothing'
    },
  }
}

/**
 * Removes that one message and no other: \Deleted and UID EXPUNGE (RFC 4315). A server without UIDPLUS could only
 * expunge everything that is marked, by whomever; there the message is marked and left. True when it is gone.
 */
export async function removeMail(client: ImapFlow, messageId: string, seen: Sighting): Promise<boolean> {
  const { uidValidity } = await open(client, seen.folder)
  if (uidValidity !== seen.uidValidity) return false
  const uid = String(seen.uid)
  const query = { uid: true, headers: ['message-id', testHeader] }
  const still = await client.fetchOne(uid, query, { uid: true })
  // Gone already: the connection broke behind an earlier removal, or another program was quicker.
  if (still === false) return true
  if (!isOurs(still, messageId)) return false
  const alone = client.capabilities.has('UIDPLUS')
  const done = alone
    ? await client.messageDelete(uid, { uid: true })
    : await client.messageFlagsAdd(uid, ['\\Deleted'], { uid: true })
  // imapflow answers false to a lost connection too.
  if (!done && !client.usable) throw new Error('closed')
  return done && alone
}

async function open(client: ImapFlow, folder: string) {
  const { mailbox } = client
  return mailbox !== false && mailbox.path === folder ? mailbox : client.mailboxOpen(folder)
}

function isOurs({ headers }: FetchMessageObject, messageId: string): boolean {
  const fields = headers === undefined ? [] : parseHeaderBlock(headers)
  return (
    fieldValues(fields, 'message-id').includes(messageId) ||
    fieldValues(fields, testHeader).includes(testMark(messageId))
  )
}
