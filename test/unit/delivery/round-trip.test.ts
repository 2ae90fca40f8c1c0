import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DeliveryProgress } from '../../../electron/contract/delivery.ts'
import { awaitArrival } from '../../../electron/delivery/await-arrival.ts'
import { sendTestMail } from '../../../electron/delivery/send-test-mail.ts'
import { verifyIncoming, verifySubmission } from '../../../electron/delivery/verify.ts'
import { createMailHost, type MailHost, type MailHostBehaviours } from '../../fakes/mail-host.ts'
import { accountFor, address, certificate, createCountedNetwork, host, text, untilDone } from './harness.ts'

const password = 'correct horse "battery" \\ staple 電池'
const hosts: MailHost[] = []

async function start(behaviours: Partial<MailHostBehaviours> = {}): Promise<MailHost> {
  const mailHost = await createMailHost({
    name: host,
    certificate,
    user: { address, username: 'hanako', password },
    behaviours,
  })
  hosts.push(mailHost)
  return mailHost
}

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((mailHost) => mailHost.close()))
})

describe('the test mail, out and back', () => {
  const cases = [
    ['STARTTLS on both', ({ submission, imap }: MailHost['ports']) => accountFor({ submission, imap })],
    ['TLS from the start on both', ({ submissions, imaps }) => accountFor({ submissions, imaps })],
  ] satisfies [string, (ports: MailHost['ports']) => unknown][]

  it.each(cases)('arrives, proves itself and is removed: %s', async (_name, accountOf) => {
    const mailHost = await start()
    const account = accountOf(mailHost.ports)
    const network = createCountedNetwork()
    const signal = untilDone()
    const progress: DeliveryProgress[] = []
    const onProgress = (step: DeliveryProgress) => progress.push(step)

    const sent = await sendTestMail(account, password, { network, signal, onProgress, text })
    if (!sent.ok) throw new Error(JSON.stringify(sent.error))
    expect(sent.value).toMatchObject({
      port: account.submission.port,
      tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384',
      reply: '250 2.0.0 Ok: queued as 4Fake1',
    })
    const { messageId } = sent.value
    expect(messageId).toMatch(/^<[0-9a-f-]{36}@example\.jp>$/)

    const arrival = await awaitArrival(account, password, messageId, {
      network,
      signal,
      keep: false,
      onProgress,
    })
    expect(arrival).toMatchObject({
      kind: 'arrived',
      folder: 'INBOX',
      junk: false,
      removed: true,
      proof: {
        receivedWith: 'ESMTPSA',
        receivedTls: 'TLSv1.3 TLS_AES_256_GCM_SHA384',
        authenticationResults: ['auth=pass'],
      },
    })
    expect(mailHost.messages('INBOX')).toEqual([])
    expect(progress.map(({ step }) => step)).toEqual(['connecting', 'sending', 'accepted', 'waiting'])
    expect(mailHost.signIns()).toBe(1)
    await network.expectNothingLeft(signal)
  })
})

describe('the embedded mail host', () => {
  /** Sends the test mail through a host and waits for it. */
  async function roundTrip(behaviours: Partial<MailHostBehaviours>, waitMs = 60_000) {
    const mailHost = await start(behaviours)
    const account = accountFor(mailHost.ports)
    const options = { network: createCountedNetwork(), signal: untilDone(), onProgress: () => undefined }
    const sent = await sendTestMail(account, password, { ...options, text })
    if (!sent.ok) throw new Error(JSON.stringify(sent.error))
    return awaitArrival(account, password, sent.value.messageId, { ...options, keep: true, waitMs })
  }

  it('delivers late, into junk, or nowhere, as it is told', async () => {
    expect(await roundTrip({ deliverAfterMs: 150 })).toMatchObject({ kind: 'arrived', folder: 'INBOX' })
    expect(await roundTrip({ deliverTo: 'junk' })).toMatchObject({
      kind: 'arrived',
      folder: 'Junk',
      junk: true,
    })
    expect(await roundTrip({ deliverTo: 'nowhere' }, 300)).toMatchObject({ kind: 'not-seen' })
  })

  it('refuses as it is told', async () => {
    const refusal = { at: 'RCPT', code: 550, text: '5.1.1 User unknown' } as const
    const mailHost = await start({ refusal })
    const options = {
      network: createCountedNetwork(),
      signal: untilDone(),
      onProgress: () => undefined,
      text,
    }
    expect(await sendTestMail(accountFor(mailHost.ports), password, options)).toEqual({
      ok: false,
      error: { kind: 'recipient-refused', reply: '550 5.1.1 User unknown' },
    })
  })

  it('leaves no server, connection or timer, not even behind a client in IDLE', async () => {
    const open = () => process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS|Timeout)/.test(name))
    const before = open().toSorted()
    const mailHost = await start({ deliverAfterMs: 3_600_000 })
    const account = accountFor(mailHost.ports)
    const options = { network: createCountedNetwork(), signal: untilDone(), onProgress: () => undefined }
    await sendTestMail(account, password, { ...options, text })
    const abort = new AbortController()
    const waiting = awaitArrival(account, password, '<never@example.jp>', {
      ...options,
      signal: abort.signal,
      keep: true,
    })
    await vi.waitFor(() => expect(mailHost.idling()).toBe(1))
    await mailHost.close()
    abort.abort()
    await waiting
    await vi.waitFor(() => expect(open().toSorted()).toEqual(before))
  })
})

describe('sign-in checks', () => {
  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5'] as const)('sign in by %s and send nothing', async (mechanism) => {
    const mailHost = await start({ authMethods: [mechanism] })
    const network = createCountedNetwork()
    const account = accountFor(mailHost.ports)
    expect(await verifySubmission(account, password, network, untilDone())).toEqual({
      ok: true,
      value: { mechanism, tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384' },
    })
    expect(mailHost.messages('INBOX')).toEqual([])
    await network.expectNothingLeft()
  })

  it('sign in to IMAP', async () => {
    const mailHost = await start()
    const network = createCountedNetwork()
    const account = accountFor(mailHost.ports)
    expect(await verifyIncoming(account, password, network, untilDone())).toEqual({
      ok: true,
      value: { mechanism: 'PLAIN', tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384' },
    })
    await network.expectNothingLeft()
  })
})
