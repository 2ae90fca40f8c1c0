import { describe, expect, it } from 'vitest'
import { sendTestMail } from '../../../electron/delivery/send-test-mail.ts'
import { verifySubmission } from '../../../electron/delivery/verify.ts'
import type { ScriptedClient } from '../../fakes/scripted-server.ts'
import { accountFor, createCountedNetwork, createManualClock, host, text, untilDone } from './harness.ts'
import { heardFrom, password, send, speak, start, verify } from './submission-world.ts'

/** The lines of the client, by what each is; at 0 the server has not greeted yet. */
const wholeDialogue = ['', 'EHLO', 'STARTTLS', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'message'] as const

describe('a server that goes away', () => {
  const ways = [
    ['closes', (client: ScriptedClient) => client.close()],
    ['resets', (client: ScriptedClient) => client.reset()],
    [
      'closes in the middle of a line',
      (client: ScriptedClient) => {
        client.sendRaw('25')
        client.close()
      },
    ],
  ] as const
  const cuts = wholeDialogue.flatMap((line, at) => ways.map(([name, how]) => ({ line, at, name, how })))

  it.each(cuts)(
    '$name at line $at ($line) is a typed failure and leaves nothing',
    async ({ at, name, how }) => {
      // A reset right behind the handshake may reach the client before it knows that it was connected.
      const kind =
        at === 0 && name === 'resets'
          ? (expect.stringMatching(/^(protocol|unreachable)$/) as string)
          : 'protocol'
      const server = await speak({ interruption: { at, how } })
      const result = await send(accountFor({ submission: server.port }))
      expect(result).toMatchObject({ ok: false, error: { kind, host, port: server.port } })
      expect(heardFrom(server, /^AUTH/).length).toBeLessThanOrEqual(1)
      expect(server.accepted()).toBe(1)
    },
  )

  it('closes instead of a handshake: tls-failed', async () => {
    const server = await start(async (client) => {
      client.send('220 mail.example.jp')
      await client.expect(/^EHLO/)
      client.send('250-mail.example.jp', '250 STARTTLS')
      await client.expect(/^STARTTLS$/)
      client.send('220 go')
      client.close()
    })
    expect(await verify(accountFor({ submission: server.port }))).toMatchObject({
      error: { kind: 'tls-failed' },
    })
  })

  it('closes instead of saying goodbye: the mail was taken all the same', async () => {
    const server = await speak({ answers: { QUIT: [] } })
    expect(await send(accountFor({ submission: server.port }))).toMatchObject({ ok: true })
  })
})

describe('a server that stays silent', () => {
  const cuts = wholeDialogue.map((line, at) => ({ line, at }))

  it.each(cuts)('at line $at ($line): an abort ends it at once', async ({ at }) => {
    const abort = new AbortController()
    const server = await speak({ interruption: { at, how: () => abort.abort() } })
    const network = createCountedNetwork()
    const account = accountFor({ submission: server.port })
    const result = await sendTestMail(account, password, {
      network,
      signal: abort.signal,
      onProgress: () => undefined,
      text,
    })
    expect(result).toEqual({ ok: false, error: { kind: 'timed-out', host, port: server.port } })
    await network.expectNothingLeft(abort.signal)
  })

  it.each(cuts)('at line $at ($line): the deadline ends it', async ({ at }) => {
    const clock = createManualClock()
    const server = await speak({ interruption: { at, how: () => clock.advance(60_000) } })
    const network = createCountedNetwork(clock)
    const result = await sendTestMail(accountFor({ submission: server.port }), password, {
      network,
      signal: untilDone(),
      onProgress: () => undefined,
      text,
    })
    expect(result).toEqual({ ok: false, error: { kind: 'timed-out', host, port: server.port } })
    await network.expectNothingLeft()
  })
})

describe('before there is a server', () => {
  it('a port that nobody listens on is refused', async () => {
    const server = await speak()
    await server.close()
    expect(await verify(accountFor({ submission: server.port }))).toEqual({
      ok: false,
      error: { kind: 'refused', host, port: server.port },
    })
  })

  it('an abort beforehand opens nothing', async () => {
    const server = await speak()
    const network = createCountedNetwork()
    const result = await verifySubmission(
      accountFor({ submission: server.port }),
      password,
      network,
      AbortSignal.abort(),
    )
    expect(result).toMatchObject({ ok: false, error: { kind: 'timed-out' } })
    expect(network.dialled).toEqual([])
  })
})
