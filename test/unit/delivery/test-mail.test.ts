import { describe, expect, it } from 'vitest'
import { junkFolders } from '../../../electron/delivery/folders.ts'
import { fieldValues, parseHeaderBlock } from '../../../electron/delivery/header-block.ts'
import { composeTestMail, testMessageId } from '../../../electron/delivery/test-mail.ts'
import { text } from './harness.ts'

async function compose(address: string) {
  const messageId = testMessageId(address, 'unique')
  const source = (await composeTestMail(address, messageId, new Date(0), text)).toString('latin1')
  const [head = '', body = ''] = source.split('\r\n\r\n', 2)
  return { source, messageId, body, fields: parseHeaderBlock(Buffer.from(`${head}\r\n`)) }
}

describe('the test mail', () => {
  it('is from the person to the person, and asks vacation notices to keep quiet (RFC 3834)', async () => {
    const { fields, messageId } = await compose('hanako@xn--r8jz45g.jp')
    expect(messageId).toBe('<unique@xn--r8jz45g.jp>')
    const wanted = {
      from: 'hanako@xn--r8jz45g.jp',
      to: 'hanako@xn--r8jz45g.jp',
      'message-id': messageId,
      'auto-submitted': 'auto-generated',
      'x-postern-test': 'unique',
      date: 'Thu, 01 Jan 1970 00:00:00 +0000',
    }
    for (const [name, value] of Object.entries(wanted)) expect(fieldValues(fields, name)).toEqual([value])
  })

  it('is 7-bit with short lines, its Japanese text encoded', async () => {
    const { source, body } = await compose('hanako@example.jp')
    expect(source).toMatch(/^[\t\r\n\x20-\x7e]*$/)
    expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78)
    expect(Buffer.from(body, 'base64').toString()).toContain('こんにちは。')
  })

  it.each(['"ha na"@example.jp', "o'hana+tag@example.jp", 'hanako@[192.0.2.1]'])(
    'can go to %s',
    async (address) => {
      const { fields, messageId } = await compose(address)
      expect(fieldValues(fields, 'to')[0]?.replace(/^<|>$/g, '')).toBe(address)
      expect(messageId).toBe(`<unique@${address.slice(address.lastIndexOf('@') + 1)}>`)
    },
  )
})

describe('the folders for junk', () => {
  const folder = (path: string, more: { specialUse?: string; flags?: string[] } = {}) => ({
    path,
    pathAsListed: path,
    name: path.split('/').at(-1) ?? path,
    delimiter: '/',
    parent: [],
    parentPath: '',
    listed: true,
    subscribed: true,
    flags: new Set(more.flags ?? []),
    ...(more.specialUse === undefined ? {} : { specialUse: more.specialUse }),
  })

  it('are the marked one and those that are called so', () => {
    const folders = [
      folder('INBOX', { specialUse: '\\Inbox' }),
      folder('Filtered', { specialUse: '\\Junk' }),
      folder('INBOX/SPAM'),
      folder('迷惑メール'),
      folder('ｽﾊﾟﾑ'),
      folder('Junkyard'),
      folder('Sent', { specialUse: '\\Sent' }),
    ]
    expect(junkFolders(folders)).toEqual(['Filtered', 'INBOX/SPAM', '迷惑メール', 'ｽﾊﾟﾑ'])
  })

  it('are none that cannot be opened', () => {
    expect(
      junkFolders([folder('Junk', { flags: ['\\Noselect'] }), folder('Spam', { flags: ['\\NonExistent'] })]),
    ).toEqual([])
  })
})
