import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awaitArrival, type AwaitArrivalOptions } from '../../../electron/delivery/await-arrival.ts'
import { composeTestMail, testMessageId } from '../../../electron/delivery/test-mail.ts'
import { verifyIncoming } from '../../../electron/delivery/verify.ts'
import { createDovecot, type Dovecot, dovecotJunk, whyNoDovecot } from '../../fakes/dovecot.ts'
import { accountFor, address, certificate, createCountedNetwork, text, untilDone } from './harness.ts'

const reason = whyNoDovecot()

const users = [
  { username: 'hanako', password: 'geheim-himitsu' },
  { username: 'quotes', password: String.raw` say "no" \ 'yes' ` },
  { username: 'japanese', password: 'ひみつの電池𠮟' },
  { username: 'long', password: 'correct horse '.repeat(72).slice(0, 1_000) },
  { username: 'longer', password: '電'.repeat(1_000) },
  // A slash in the user name makes it LOGIN instead of AUTHENTICATE.
  { username: 'hanako/shared', password: String.raw`say "no" \ 'yes'` },
  { username: 'japanese/shared', password: 'ひみつの電池𠮟' },
  { username: 'long/shared', password: 'correct horse '.repeat(72).slice(0, 1_000) },
]
const messageId = testMessageId(address, 'd0vec07')

describe.skipIf(reason !== null)(
  `with a real Dovecot${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    let dovecot: Dovecot
    let mail: string

    beforeAll(async () => {
      dovecot = await createDovecot(certificate, users)
      mail = (await composeTestMail(address, messageId, new Date(0), text)).toString()
    })
    afterAll(async () => {
      await dovecot.close()
    })

    it.each(users)(
      '$username signs in, and not with another password',
      async ({ username, password: secret }) => {
        const account = accountFor(dovecot.ports, { username })
        const network = createCountedNetwork()
        expect(await verifyIncoming(account, secret, network, untilDone())).toMatchObject({
          ok: true,
          value: { mechanism: username.includes('/') ? 'LOGIN' : 'PLAIN' },
        })
        expect(await verifyIncoming(account, `${secret}x`, network, untilDone())).toMatchObject({
          ok: false,
          error: {
            kind: 'auth-rejected',
            reply: expect.stringContaining('[AUTHENTICATIONFAILED]') as string,
          },
        })
        await network.expectNothingLeft()
      },
    )

    async function wait(username: string, options: Partial<AwaitArrivalOptions> = {}) {
      const network = createCountedNetwork()
      const account = accountFor({ imaps: dovecot.ports.imaps }, { username })
      const password = users.find((user) => user.username === username)?.password ?? ''
      const arrival = await awaitArrival(account, password, messageId, {
        network,
        signal: untilDone(),
        keep: false,
        onProgress: () => undefined,
        ...options,
      })
      await network.expectNothingLeft()
      return arrival
    }

    it('tells of mail in INBOX by IDLE, and removes it by UID EXPUNGE', async () => {
      let delivery: Promise<void> | undefined
      const onProgress = () => {
        delivery ??= dovecot.deliver('hanako', 'INBOX', mail)
      }
      expect(await wait('hanako', { onProgress })).toMatchObject({
        kind: 'arrived',
        folder: 'INBOX',
        removed: true,
      })
      await delivery
      // What was removed is not found again.
      expect(await wait('hanako', { waitMs: 600 })).toMatchObject({
        kind: 'not-seen',
        folders: ['INBOX', '迷惑メール'],
      })
    })

    it('has it in 迷惑メール', async () => {
      await dovecot.deliver('japanese', dovecotJunk, mail)
      expect(await wait('japanese')).toMatchObject({
        kind: 'arrived',
        folder: '迷惑メール',
        junk: true,
        removed: true,
      })
    })

    it('keeps it with keep, to be found once more', async () => {
      await dovecot.deliver('long', 'INBOX', mail)
      expect(await wait('long', { keep: true })).toMatchObject({ kind: 'arrived', removed: false })
      expect(await wait('long')).toMatchObject({ kind: 'arrived', removed: true })
    })
  },
)
