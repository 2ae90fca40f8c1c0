import { text } from 'node:stream/consumers'
import { ImapFlow } from 'imapflow'

/** Reads a mailbox over IMAP with a verified certificate and prints its messages' sources as a JSON array. */
const [host = '', port, folder = ''] = process.argv.slice(2)
const { user, pass } = JSON.parse(await text(process.stdin)) as { user: string; pass: string }

const client = new ImapFlow({
  host,
  port: Number(port),
  secure: port === '993',
  doSTARTTLS: port !== '993',
  auth: { user, pass },
  logger: false,
})
await client.connect()
const lock = await client.getMailboxLock(folder)
const messages: string[] = []
for await (const message of client.fetch('1:*', { source: true })) messages.push(String(message.source))
lock.release()
const junk = (await client.list()).find((box) => box.specialUse === '\\Junk')?.path
await client.logout()
console.log(JSON.stringify({ messages, junk }))
