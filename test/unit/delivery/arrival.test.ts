import { afterEach, describe, expect, it } from 'vitest'
import type { Arrival, DeliveryProgress } from '../../../electron/contract/delivery.ts'
import { awaitArrival, type AwaitArrivalOptions } from '../../../electron/delivery/await-arrival.ts'
import { composeTestMail, testMark, testMessageId } from '../../../electron/delivery/test-mail.ts'
import { systemClock } from '../../../electron/net/clock.ts'
import { createMailHost, type MailHost, type MailHostBehaviours } from '../../fakes/mail-host.ts'
import { createScriptedServer } from '../../fakes/scripted-server.ts'
import { createImapDialogue } from './dialogues.ts'
import {
  accountFor,
  address,
  certificate,
  createCountedNetwork,
  hurriedClock,
  host,
  text,
  untilDone,
} from './harness.ts'

const password = 'geheim-himitsu'
const messageId = testMessageId(address, 'f2a1c9d0')
const hosts: MailHost[] = []

async function start(behaviours: Partial<MailHostBehaviours> = {}): Promise<MailHost> {
  const user = { address, username: 'hanako', password }
  const mailHost = await createMailHost({ name: host, certificate, user, behaviours })
  hosts.push(mailHost)
  return mailHost
}

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((mailHost) => mailHost.close()))
})

const testMail = async (): Promise<string> =>
  (await composeTestMail(address, messageId, new Date(0), text)).toString()

async function wait(
  mailHost: MailHost,
  options: Partial<AwaitArrivalOptions> = {},
  clock = systemClock,
): Promise<Arrival> {
  const network = createCountedNetwork(clock)
  const signal = options.signal ?? untilDone()
  const arrival = await awaitArrival(accountFor(mailHost.ports), password, messageId, {
    network,
    signal,
    keep: false,
    onProgress: () => undefined,
    ...options,
  })
  await network.expectNothingLeft(signal)
  return arrival
}

/** Calls `act` once, on the first report of waiting that `when` picks. */
function onWaiting(
  act: () => void,
  when = (nth: number): boolean => nth === 1,
): (progress: DeliveryProgress) => void {
  let nth = 0
  return ({ step }) => {
    if (step === 'waiting' && when(++nth)) act()
  }
}

describe('the test mail is found', () => {
  it('in INBOX among other mail, which stays', async () => {
    const mailHost = await start()
    const others = ['<one@example.org>', '<two@example.org>'].map(
      (id) => `Message-ID: ${id}\r\n\r\nhello\r\n`,
    )
    mailHost.append('INBOX', others[0] ?? '')
    mailHost.append('INBOX', await testMail())
    mailHost.append('INBOX', others[1] ?? '')
    expect(await wait(mailHost)).toMatchObject({
      kind: 'arrived',
      folder: 'INBOX',
      junk: false,
      removed: true,
    })
    expect(mailHost.messages('INBOX').map(({ raw }) => raw)).toEqual(others)
  })

  it('by its mark, where the server has replaced the Message-ID', async () => {
    const mailHost = await start()
    mailHost.append('INBOX', (await testMail()).replace(messageId, '<other@outlook.example>'))
    expect(await wait(mailHost)).toMatchObject({ kind: 'arrived', removed: true })
  })

  it('when it comes during IDLE, at once', async () => {
    const mailHost = await start()
    const mail = await testMail()
    const started = performance.now()
    const arrival = await wait(mailHost, { onProgress: onWaiting(() => mailHost.append('INBOX', mail)) })
    expect(arrival).toMatchObject({ kind: 'arrived', folder: 'INBOX' })
    // Far less than the five seconds between two looks.
    expect(performance.now() - started).toBeLessThan(4_000)
  })

  it('where the server knows no IDLE, by looking again', async () => {
    const mailHost = await start({ imapExtensions: ['UIDPLUS'] })
    const mail = await testMail()
    // The second report comes when the first look and the wait are over.
    const onProgress = onWaiting(
      () => mailHost.append('INBOX', mail),
      (nth) => nth === 2,
    )
    expect(await wait(mailHost, { onProgress }, hurriedClock)).toMatchObject({
      kind: 'arrived',
      removed: true,
    })
  })

  it.each([
    ['marked \\Junk', { junkFolder: 'Filtered', junkMarked: true }, 'Filtered'],
    ['called Junk', { junkFolder: 'Junk', junkMarked: false }, 'Junk'],
    ['called Spam', { junkFolder: 'Spam', junkMarked: false }, 'Spam'],
    ['called 迷惑メール', { junkFolder: '&j,dg0TDhMPww6w-', junkMarked: false }, '迷惑メール'],
    ['marked and called 迷惑メール', { junkFolder: '&j,dg0TDhMPww6w-', junkMarked: true }, '迷惑メール'],
  ])('in the folder for junk, %s', async (_name, behaviours, folder) => {
    const mailHost = await start(behaviours)
    mailHost.append(behaviours.junkFolder, await testMail())
    expect(await wait(mailHost)).toMatchObject({ kind: 'arrived', folder, junk: true, removed: true })
    expect(mailHost.messages(behaviours.junkFolder)).toEqual([])
  })

  it('after the connection was cut in between', async () => {
    const mailHost = await start()
    const mail = await testMail()
    let cut = false
    const onProgress = onWaiting(
      () => {
        if (cut) mailHost.append('INBOX', mail)
        else mailHost.dropImapConnections()
        cut = true
      },
      (nth) => nth <= 2,
    )
    expect(await wait(mailHost, { onProgress }, hurriedClock)).toMatchObject({
      kind: 'arrived',
      removed: true,
    })
    expect(mailHost.messages('INBOX')).toEqual([])
  })
})

describe('removing', () => {
  it('does not happen with keep', async () => {
    const mailHost = await start()
    mailHost.append('INBOX', await testMail())
    expect(await wait(mailHost, { keep: true })).toMatchObject({ kind: 'arrived', removed: false })
    expect(mailHost.messages('INBOX')).toMatchObject([{ flags: [] }])
  })

  it('never expunges what others have marked: without UIDPLUS the mail is only marked', async () => {
    const mailHost = await start({ imapExtensions: ['IDLE'] })
    mailHost.append('INBOX', 'Message-ID: <other@example.org>\r\n\r\nmarked by another program\r\n', [
      '\\Deleted',
    ])
    mailHost.append('INBOX', await testMail())
    expect(await wait(mailHost)).toMatchObject({ kind: 'arrived', removed: false })
    expect(mailHost.messages('INBOX').map(({ flags }) => flags)).toEqual([['\\Deleted'], ['\\Deleted']])
  })

  it('leaves mail that another program has marked, with UIDPLUS', async () => {
    const mailHost = await start()
    mailHost.append('INBOX', 'Message-ID: <other@example.org>\r\n\r\nmarked by another program\r\n', [
      '\\Deleted',
    ])
    mailHost.append('INBOX', await testMail())
    expect(await wait(mailHost)).toMatchObject({ kind: 'arrived', removed: true })
    expect(mailHost.messages('INBOX')).toMatchObject([{ flags: ['\\Deleted'] }])
  })
})

describe('the test mail is not found', () => {
  it('within the time: not seen, and where was looked', async () => {
    const mailHost = await start()
    const arrival = await wait(mailHost, { waitMs: 400 })
    expect(arrival).toEqual({
      kind: 'not-seen',
      seconds: expect.any(Number) as number,
      folders: ['INBOX', 'Junk'],
    })
    if (arrival.kind === 'not-seen') expect(arrival.seconds).toBeGreaterThanOrEqual(0.39)
  })

  it('when the person gives up, at once', async () => {
    const mailHost = await start()
    const abort = new AbortController()
    const arrival = await wait(mailHost, { signal: abort.signal, onProgress: onWaiting(() => abort.abort()) })
    expect(arrival).toMatchObject({ kind: 'not-seen' })
  })

  it('on a POP account, which is not asked', async () => {
    const network = createCountedNetwork()
    const account = accountFor({}, { incoming: { protocol: 'pop3', host, port: 995, security: 'tls' } })
    const options = { network, signal: untilDone(), keep: false, onProgress: () => undefined }
    expect(await awaitArrival(account, password, messageId, options)).toEqual({
      kind: 'not-checkable',
      reason: 'pop3',
    })
    expect(network.dialled).toEqual([])
  })
})

describe('the mailbox cannot be read', () => {
  const noSignIn = ['$ NO [AUTHENTICATIONFAILED] Authentication failed.']

  it('where the password is refused, which is tried once', async () => {
    const server = await createScriptedServer(
      createImapDialogue({ certificate, answers: { AUTHENTICATE: noSignIn } }),
    )
    const network = createCountedNetwork()
    const arrival = await awaitArrival(accountFor({ imap: server.port }), password, messageId, {
      network,
      signal: untilDone(),
      keep: false,
      onProgress: () => undefined,
    })
    await server.close()
    expect(arrival).toMatchObject({ kind: 'mailbox-failed', failure: { kind: 'auth-rejected' } })
    expect(server.accepted()).toBe(1)
  })

  it('where the password is refused after a lost connection, which ends it', async () => {
    const answers = { AUTHENTICATE: noSignIn }
    const server = await createScriptedServer((client, connection) =>
      connection === 1
        ? createImapDialogue({ certificate, interruption: { at: 9, how: () => client.close() } })(client)
        : createImapDialogue({ certificate, answers })(client),
    )
    const network = createCountedNetwork()
    const arrival = await awaitArrival(accountFor({ imap: server.port }), password, messageId, {
      network,
      signal: untilDone(),
      keep: false,
      onProgress: () => undefined,
    })
    await server.close()
    expect(arrival).toMatchObject({ kind: 'mailbox-failed', failure: { kind: 'auth-rejected' } })
    expect(server.accepted()).toBe(2)
  })

  it('where INBOX is refused', async () => {
    const answers = { SELECT: ['$ NO [SERVERBUG] no index'] }
    const server = await createScriptedServer(createImapDialogue({ certificate, answers }))
    const network = createCountedNetwork()
    const arrival = await awaitArrival(accountFor({ imap: server.port }), password, messageId, {
      network,
      signal: untilDone(),
      keep: false,
      onProgress: () => undefined,
    })
    await server.close()
    expect(arrival).toMatchObject({ kind: 'mailbox-failed', failure: { kind: 'protocol' } })
    expect(server.accepted()).toBe(1)
  })

  it('where nobody listens', async () => {
    const mailHost = await start()
    await mailHost.close()
    expect(await wait(mailHost)).toMatchObject({ kind: 'mailbox-failed', failure: { kind: 'refused' } })
  })
})

it('the mark is the left side of the Message-ID', () => {
  expect(testMark(messageId)).toBe('f2a1c9d0')
})
