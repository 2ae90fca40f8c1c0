import { afterEach } from 'vitest'
import type { Account } from '../../../electron/contract/account.ts'
import { sendTestMail } from '../../../electron/delivery/send-test-mail.ts'
import { verifySubmission } from '../../../electron/delivery/verify.ts'
import {
  createScriptedServer,
  type ScriptedClient,
  type ScriptedServer,
} from '../../fakes/scripted-server.ts'
import { createSmtpDialogue, type SmtpDialogueOptions } from './dialogues.ts'
import { certificate, createCountedNetwork, text, untilDone } from './harness.ts'

export const password = 'geheim-himitsu'
const servers: ScriptedServer[] = []

/** A scripted server that ends with the test. */
export async function start(script: (client: ScriptedClient) => Promise<void>): Promise<ScriptedServer> {
  const server = await createScriptedServer(script)
  servers.push(server)
  return server
}

/** A submission server that says yes, but for the options. */
export const speak = (options: Omit<SmtpDialogueOptions, 'certificate'> = {}): Promise<ScriptedServer> =>
  start(createSmtpDialogue({ certificate, ...options }))

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

/** Sends the test mail; nothing may be left behind. */
export async function send(account: Account) {
  const network = createCountedNetwork()
  const signal = untilDone()
  const result = await sendTestMail(account, password, { network, signal, onProgress: () => undefined, text })
  await network.expectNothingLeft(signal)
  return result
}

/** Checks the sign-in; nothing may be left behind. */
export async function verify(account: Account) {
  const network = createCountedNetwork()
  const signal = untilDone()
  const result = await verifySubmission(account, password, network, signal)
  await network.expectNothingLeft(signal)
  return result
}

export const heardFrom = (server: ScriptedServer, pattern: RegExp): string[] =>
  server.heard.filter((line) => pattern.test(line))
