import { createHash } from 'node:crypto'
import { afterAll, expect, onTestFinished } from 'vitest'
import { Discovery, type UsableCandidate } from '../../../electron/contract/discovery.ts'
import { discover, type DiscoverOptions } from '../../../electron/discovery/discover.ts'
import { createMailHost, type MailHost } from '../../fakes/mail-host.ts'
import { createSelfSigned } from '../../fakes/certificates.ts'
import { clientConfig } from '../../fakes/client-config.ts'
import {
  certificateFor,
  createSmallInternet,
  type SmallInternet,
  type SmallInternetOptions,
} from '../../fakes/small-internet.ts'

/** The example: hanako@example.jp, whose mail server is mail.example.jp. */
export const address = 'hanako@example.jp'
export const ispdb = 'https://ispdb.example/v1/'
export const autoconfig = 'https://autoconfig.example.jp/mail/config-v1.1.xml'
export const wellKnown = 'https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml'
export const plainAutoconfig = 'http://autoconfig.example.jp/mail/config-v1.1.xml'
export const paccUrl = 'https://ua-auto-config.example.jp/.well-known/user-agent-configuration.json'

export const mailName = 'mail.example.jp'
export const mailAddress = '203.0.113.25'
export const sending = { host: mailName, port: 465, security: 'tls' } as const
export const reading = { protocol: 'imap', host: mailName, port: 993, security: 'tls' } as const
export const document = clientConfig({
  outgoing: [{ host: mailName, port: 465, socketType: 'SSL' }],
  imap: [{ host: mailName, port: 993, socketType: 'SSL' }],
})
export const srv = {
  '_submissions._tcp.example.jp': { name: mailName, port: 465 },
  '_imaps._tcp.example.jp': { name: mailName, port: 993 },
}
export const mx = (exchange: string): NonNullable<SmallInternetOptions['mx']> => ({
  'example.jp': { kind: 'found', records: [{ exchange, priority: 10 }] },
})

const user = { address, username: address, password: 'never sent here' }
export const mailHost = await createMailHost({
  name: mailName,
  certificate: await certificateFor([mailName]),
  user,
})
export const selfSigned = await createMailHost({
  name: mailName,
  certificate: await createSelfSigned({ names: [mailName] }),
  user,
})
afterAll(async () => {
  expect(mailHost.signIns() + selfSigned.signIns()).toBe(0)
  await Promise.all([mailHost.close(), selfSigned.close()])
})

/** The four ports of a mail server under a name. */
export function mailPorts(name: string, { ports }: MailHost): Record<string, number> {
  return {
    [`${name}:465`]: ports.submissions,
    [`${name}:587`]: ports.submission,
    [`${name}:993`]: ports.imaps,
    [`${name}:143`]: ports.imap,
  }
}
export const withMail = (hosts: Record<string, string> = {}): SmallInternetOptions => ({
  hosts: { [mailName]: mailAddress, ...hosts },
  ports: mailPorts(mailName, mailHost),
})

/** A small internet that leaves nothing behind at the end of the test. */
export async function createWorld(options: SmallInternetOptions): Promise<SmallInternet> {
  const world = await createSmallInternet(options)
  onTestFinished(async () => {
    await world.expectNothingLeft()
    await world.close()
  })
  return world
}

/** Discovers the settings of `address`: the result, what was heard meanwhile, and how long it took. */
export async function find(
  options: SmallInternetOptions,
  changes: Partial<DiscoverOptions> & { address?: string } = {},
) {
  const world = await createWorld(options)
  const heard: UsableCandidate[] = []
  const begun = performance.now()
  const { signal } = new AbortController()
  const result = await discover(changes.address ?? address, world, signal, (one) => heard.push(one), {
    wanted: 'both',
    ispdb,
    ...changes,
  })
  const ms = performance.now() - begun
  return { ...Discovery.parse(result), heard, ms, world }
}

/** A document for PACC and its digest in DNS. */
export function pacc(content: object): Pick<SmallInternetOptions, 'web' | 'txt'> {
  const text = JSON.stringify(content)
  const digest = createHash('sha256').update(text).digest('base64')
  return {
    web: { [paccUrl]: text },
    txt: { '_ua-auto-config.example.jp': ['v=spf1 -all', `v=UAAC1; a=sha256; d=${digest}`] },
  }
}
export const paccContent = {
  protocols: { imap: { host: mailName }, smtp: { host: mailName }, jmap: { url: 'https://example.jp/' } },
  authentication: { password: true },
}
