import { describe, expect, it } from 'vitest'
import { awaitArrival } from '../../../electron/delivery/await-arrival.ts'
import { testMessageId } from '../../../electron/delivery/test-mail.ts'
import { createScriptedServer, type ScriptedClient } from '../../fakes/scripted-server.ts'
import { createImapDialogue, type Interruption } from './dialogues.ts'
import { accountFor, address, certificate, createCountedNetwork, hurriedClock, untilDone } from './harness.ts'

const password = 'geheim-himitsu'
const messageId = testMessageId(address, 'f2a1c9d0')

/** The client's lines behind its sign-in, of which a LIST is the last. */
const whileSignedIn = [
  'LIST',
  'LSUB',
  'SELECT',
  'FETCH',
  'UID FETCH',
  'UID FETCH',
  'UID STORE',
  'UID EXPUNGE',
] as const
const firstSignedIn = 8

describe('a connection that is lost', () => {
  const headers = [`Message-ID: ${messageId}`, 'Received: from a by b with ESMTPSA id c; now']
  const cuts = whileSignedIn.map((line, nth) => ({ line, at: firstSignedIn + nth }))

  async function waitInterrupted(interruption: Interruption, message = { headers, removed: false }) {
    const server = await createScriptedServer((client, connection) =>
      createImapDialogue({ certificate, message, ...(connection === 1 ? { interruption } : {}) })(client),
    )
    const network = createCountedNetwork(hurriedClock)
    const arrival = await awaitArrival(accountFor({ imap: server.port }), password, messageId, {
      network,
      signal: untilDone(),
      keep: false,
      onProgress: () => undefined,
    })
    await network.expectNothingLeft()
    await server.close()
    return { arrival, server, message }
  }

  it('is opened anew at every line, and the mail is found and removed', async () => {
    for (const { at, line } of cuts) {
      const { arrival, server, message } = await waitInterrupted({ at, how: (client) => client.close() })
      expect({ line, arrival }).toMatchObject({ line, arrival: { kind: 'arrived', removed: true } })
      expect(message.removed).toBe(true)
      // The line that was cut is the one that it is called.
      expect(server.heard[at - 1]).toContain(line)
      expect(server.accepted()).toBe(2)
    }
  })

  it('behind the removal: the mail counts as removed', async () => {
    const message = { headers, removed: false }
    const at = firstSignedIn + whileSignedIn.indexOf('UID EXPUNGE')
    const how = (client: ScriptedClient) => {
      message.removed = true
      client.close()
    }
    const { arrival } = await waitInterrupted({ at, how }, message)
    expect(arrival).toMatchObject({ kind: 'arrived', removed: true, proof: { receivedWith: 'ESMTPSA' } })
  })

  it('before the first sign-in was answered: the mailbox failed', async () => {
    const { arrival, server } = await waitInterrupted({ at: 5, how: (client) => client.close() })
    expect(arrival).toMatchObject({ kind: 'mailbox-failed', failure: { kind: 'protocol' } })
    expect(server.accepted()).toBe(1)
  })

  it.each(cuts)('by an abort at $line leaves nothing', async ({ at }) => {
    const abort = new AbortController()
    const interruption = { at, how: () => abort.abort() }
    const message = { headers, removed: false }
    const server = await createScriptedServer(createImapDialogue({ certificate, message, interruption }))
    const network = createCountedNetwork()
    const arrival = await awaitArrival(accountFor({ imap: server.port }), password, messageId, {
      network,
      signal: abort.signal,
      keep: false,
      onProgress: () => undefined,
    })
    expect(arrival.kind).toMatch(/^(arrived|not-seen|mailbox-failed)$/)
    if (arrival.kind === 'arrived') expect(arrival.removed).toBe(false)
    await network.expectNothingLeft(abort.signal)
    await server.close()
  })
})
