import { afterEach, describe, expect, it } from 'vitest'
import { sendTestMail } from '../../../electron/delivery/send-test-mail.ts'
import { verifyIncoming } from '../../../electron/delivery/verify.ts'
import {
  createScriptedServer,
  type ScriptedClient,
  type ScriptedServer,
} from '../../fakes/scripted-server.ts'
import { createImapDialogue, createSmtpDialogue } from './dialogues.ts'
import { accountFor, certificate, createCountedNetwork, text, untilDone } from './harness.ts'

const password = 'geheim-himitsu'
const servers: ScriptedServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

const garbage = {
  'nothing but NUL': Buffer.alloc(64),
  'bytes of no encoding': Buffer.from('ff fe 80 81 0d 0a 0d 0a c0 af 0d 0a'.replaceAll(' ', ''), 'hex'),
  'a line of two megabytes': Buffer.alloc(2_097_152, 'A'),
  'a reply that never ends': Buffer.from('250-more\r\n'.repeat(105_000)),
  'brackets and braces': Buffer.from('* OK [[[[(((({99999999999999}\r\n+ {4294967296}\r\n* ('.repeat(50)),
  'another protocol': Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'),
  'empty lines': Buffer.from('\r\n'.repeat(500)),
}

const floods = Object.entries(garbage).map(([name, bytes]) => ({
  name,
  how: (client: ScriptedClient) => {
    client.sendRaw(bytes)
    client.close()
  },
}))

describe.each(floods)('$name in place of an answer', ({ how }) => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('to line %i of a submission is a typed failure', async (at) => {
    const server = await createScriptedServer(createSmtpDialogue({ certificate, interruption: { at, how } }))
    servers.push(server)
    const network = createCountedNetwork()
    const signal = untilDone()
    const account = accountFor({ submission: server.port })
    const options = { network, signal, onProgress: () => undefined, text }
    const result = await sendTestMail(account, password, options)
    expect(result).toMatchObject({ ok: false, error: { kind: expect.any(String) as string } })
    expect(server.heard.filter((line) => line.startsWith('AUTH')).length).toBeLessThanOrEqual(1)
    await network.expectNothingLeft(signal)
  })

  it.each([0, 1, 3, 5])('to line %i of IMAP is a typed failure', async (at) => {
    const server = await createScriptedServer(createImapDialogue({ certificate, interruption: { at, how } }))
    servers.push(server)
    const network = createCountedNetwork()
    const signal = untilDone()
    const result = await verifyIncoming(accountFor({ imap: server.port }), password, network, signal)
    expect(result).toMatchObject({ ok: false, error: { kind: expect.any(String) as string } })
    await network.expectNothingLeft(signal)
  })
})
