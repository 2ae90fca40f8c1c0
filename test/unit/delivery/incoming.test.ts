import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Account } from '../../../electron/contract/account.ts'
import { verifyIncoming } from '../../../electron/delivery/verify.ts'
import {
  createScriptedServer,
  type ScriptedClient,
  type ScriptedServer,
} from '../../fakes/scripted-server.ts'
import { createImapDialogue, type ImapDialogueOptions } from './dialogues.ts'
import {
  accountFor,
  certificate,
  createCountedNetwork,
  createManualClock,
  host,
  untilDone,
} from './harness.ts'

const password = 'geheim-himitsu'
const servers: ScriptedServer[] = []

async function start(script: (client: ScriptedClient) => Promise<void>): Promise<ScriptedServer> {
  const server = await createScriptedServer(script)
  servers.push(server)
  return server
}

const speak = (options: Omit<ImapDialogueOptions, 'certificate'> = {}) =>
  start(createImapDialogue({ certificate, ...options }))

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function verify(account: Account, secret = password) {
  const network = createCountedNetwork()
  const signal = untilDone()
  const result = await verifyIncoming(account, secret, network, signal)
  await network.expectNothingLeft(signal)
  return result
}

const heardFrom = (server: ScriptedServer, pattern: RegExp) =>
  server.heard.filter((line) => pattern.test(line))
const signIns = (server: ScriptedServer) => heardFrom(server, /^\w+ (AUTHENTICATE|LOGIN)\b/)

describe('what is said to the IMAP server', () => {
  it('is STARTTLS, the name Postern without version or system, one sign-in and LOGOUT', async () => {
    const server = await speak({ offers: 'IMAP4rev1 ID AUTH=PLAIN' })
    expect(await verify(accountFor({ imap: server.port }))).toMatchObject({
      ok: true,
      value: { mechanism: 'PLAIN', tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384' },
    })
    const commands = server.heard.map((line) => line.replace(/^\w+ /, ''))
    expect(commands).toContain('ID ("name" "Postern")')
    expect(
      commands.filter((line) => line.startsWith('ID')).every((line) => line === 'ID ("name" "Postern")'),
    ).toBe(true)
    expect(commands.indexOf('STARTTLS')).toBeLessThan(commands.indexOf('ID ("name" "Postern")'))
    expect(signIns(server)).toHaveLength(1)
    expect(commands.at(-1)).toBe('LOGOUT')
  })

  it.each([
    ['IMAP4rev1', 'LOGIN'],
    ['IMAP4rev1 AUTH=LOGIN AUTH=PLAIN', 'PLAIN'],
    ['IMAP4rev1 AUTH=XOAUTH2', 'LOGIN'],
  ])('of "%s" is taken %s, once, and no other after a refusal', async (offers, mechanism) => {
    const no = ['$ NO [AUTHENTICATIONFAILED] Authentication failed.']
    const server = await speak({ offers, answers: { LOGIN: no, AUTHENTICATE: no } })
    expect(await verify(accountFor({ imap: server.port }))).toEqual({
      ok: false,
      error: {
        kind: 'auth-rejected',
        host,
        port: server.port,
        reply: 'NO [AUTHENTICATIONFAILED] Authentication failed.',
      },
    })
    expect(signIns(server)).toHaveLength(1)
    expect(signIns(server)[0]).toMatch(new RegExp(`\\b${mechanism}\\b`))
    expect(server.accepted()).toBe(1)
  })

  it('takes LOGIN for a user of a domain, as Exchange wants it, but not where it is disabled', async () => {
    const open = await speak({ offers: 'IMAP4rev1 AUTH=PLAIN' })
    await verify(accountFor({ imap: open.port }, { username: 'EXAMPLE\\hanako' }))
    expect(signIns(open)[0]).toContain(`LOGIN "EXAMPLE\\\\hanako" "${password}"`)
    const disabled = await speak({ offers: 'IMAP4rev1 AUTH=PLAIN LOGINDISABLED' })
    await verify(accountFor({ imap: disabled.port }, { username: 'EXAMPLE\\hanako' }))
    expect(signIns(disabled)[0]).toContain('AUTHENTICATE PLAIN')
  })
})

describe('nothing goes out in clear', () => {
  it.each([
    ['STARTTLS is not offered', { offersInClear: 'IMAP4rev1 AUTH=PLAIN' }],
    ['STARTTLS is refused', { answers: { STARTTLS: ['$ NO not today'] } }],
    ['the greeting claims that we are signed in', { greeting: '* PREAUTH welcome' }],
  ] satisfies [string, Omit<ImapDialogueOptions, 'certificate'>][])('where %s', async (_name, options) => {
    const server = await speak(options)
    expect(await verify(accountFor({ imap: server.port }))).toEqual({
      ok: false,
      error: { kind: 'no-starttls', host, port: server.port },
    })
    expect(signIns(server)).toEqual([])
  })

  it('where something was put behind the answer to STARTTLS', async () => {
    const server = await start(async (client) => {
      client.send('* OK ready')
      const asked = await client.expect(/CAPABILITY$/)
      client.send('* CAPABILITY IMAP4rev1 STARTTLS', `${asked.split(' ')[0]} OK done`)
      const starttls = await client.expect(/STARTTLS$/)
      client.send(`${starttls.split(' ')[0]} OK go`, '* CAPABILITY IMAP4rev1 AUTH=PLAIN')
      await client.expectClose()
    })
    expect(await verify(accountFor({ imap: server.port }))).toMatchObject({ error: { kind: 'tls-failed' } })
  })

  it.each(['starttls', 'tls'] as const)(
    'where the certificate is unknown (%s), and it is shown',
    async (security) => {
      const server = await speak({ security })
      const ports = security === 'tls' ? { imaps: server.port } : { imap: server.port }
      expect(await verify(accountFor(ports, { pinned: [] }))).toMatchObject({
        error: {
          kind: 'tls-untrusted',
          detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
          pem: certificate.certPem.trim() + '\n',
          certificate: { names: [host], reason: 'self-signed' },
        },
      })
      expect(signIns(server)).toEqual([])
    },
  )

  it('where NODE_TLS_REJECT_UNAUTHORIZED asks for it', async () => {
    const server = await speak({ security: 'tls' })
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const result = await verify(accountFor({ imaps: server.port }, { pinned: [] }))
    vi.unstubAllEnvs()
    expect(result).toMatchObject({ error: { kind: 'tls-untrusted' } })
    expect(signIns(server)).toEqual([])
  })

  it('where a TLS port does not speak TLS', async () => {
    const server = await start(async (client) => {
      await client.expectBytes()
      client.send('* OK in clear')
      await client.expectClose().catch(() => undefined)
    })
    expect(await verify(accountFor({ imaps: server.port }))).toMatchObject({ error: { kind: 'tls-failed' } })
  })
})

describe('refusals', () => {
  it.each([
    ['IMAP4rev1 LOGINDISABLED AUTH=GSSAPI', { kind: 'auth-unavailable', mechanisms: ['GSSAPI'] }],
    [
      'IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2 AUTH=OAUTHBEARER',
      { kind: 'needs-oauth2', reply: 'AUTH XOAUTH2 OAUTHBEARER' },
    ],
  ])('"%s" takes no password', async (offers, error) => {
    const server = await speak({ offers })
    expect(await verify(accountFor({ imap: server.port }))).toMatchObject({ error })
    expect(signIns(server)).toEqual([])
  })

  it.each([
    ['$ NO [UNAVAILABLE] Authentication service is down', 'server-unavailable'],
    ['$ NO [ALERT] Application-specific password required: https://support.example', 'needs-oauth2'],
    ['$ NO [WEBALERT https://accounts.example] Web login required.', 'needs-oauth2'],
    ['$ NO LOGIN failed.', 'auth-rejected'],
    ['$ BAD what', 'auth-rejected'],
    ['$ BYE over', 'server-unavailable'],
    ['* BYE shutting down', 'server-unavailable'],
    ['$ WHAT', 'protocol'],
  ])('a sign-in answered with "%s" is %s', async (answer, kind) => {
    const server = await speak({ answers: { AUTHENTICATE: [answer] } })
    expect(await verify(accountFor({ imap: server.port }))).toMatchObject({ error: { kind } })
    expect(signIns(server)).toHaveLength(1)
  })

  it('"AUTHENTICATE failed." of Outlook means that it takes no passwords', async () => {
    const server = await speak({ answers: { AUTHENTICATE: ['$ NO AUTHENTICATE failed.'] } })
    const outlook = 'outlook.office365.com'
    const account = accountFor({ imap: server.port })
    const pinned = account.pinned.map((entry) => ({ ...entry, host: outlook }))
    const incoming = { ...account.incoming, host: outlook }
    expect(await verify({ ...account, pinned, incoming })).toMatchObject({
      error: { kind: 'needs-oauth2', reply: 'NO AUTHENTICATE failed.' },
    })
  })

  it.each([
    ['* BYE too many connections', 'server-unavailable'],
    ['220 this is SMTP', 'protocol'],
    ['SSH-2.0-OpenSSH_9.6', 'protocol'],
    ['+OK this is POP3', 'protocol'],
  ])('a greeting of "%s" is %s, at once', async (greeting, kind) => {
    const server = await speak({ greeting })
    expect(await verify(accountFor({ imap: server.port }))).toMatchObject({ error: { kind } })
  })

  it('a line break in a password cannot be sent by LOGIN', async () => {
    const server = await speak({ offers: 'IMAP4rev1' })
    expect(await verify(accountFor({ imap: server.port }), 'two\r\nlines')).toEqual({
      ok: false,
      error: { kind: 'password-not-sendable', detail: 'line break' },
    })
  })
})

/** The client's lines in order; at 0 the server has not greeted yet. */
const wholeDialogue = [
  '',
  'CAPABILITY',
  'STARTTLS',
  'CAPABILITY',
  'AUTHENTICATE',
  'password',
  'CAPABILITY',
  'LIST',
] as const

it('these are all the lines of a whole dialogue', async () => {
  const server = await speak()
  await verify(accountFor({ imap: server.port }))
  const commands = server.heard.map((line) => line.split(' ')[1] ?? 'password')
  expect(commands).toEqual([...wholeDialogue.slice(1), 'LOGOUT'])
})

describe('a server that goes away', () => {
  const ways = [
    ['closes', (client: ScriptedClient) => client.close()],
    ['resets', (client: ScriptedClient) => client.reset()],
    [
      'closes in the middle of a line',
      (client: ScriptedClient) => {
        client.sendRaw('* O')
        client.close()
      },
    ],
  ] as const
  const cuts = wholeDialogue.flatMap((line, at) => ways.map(([name, how]) => ({ line, at, name, how })))

  it.each(cuts)(
    '$name at line $at ($line) is a typed failure and leaves nothing',
    async ({ at, name, how }) => {
      const kind =
        at === 0 && name === 'resets'
          ? (expect.stringMatching(/^(protocol|unreachable)$/) as string)
          : 'protocol'
      const server = await speak({ interruption: { at, how } })
      expect(await verify(accountFor({ imap: server.port }))).toMatchObject({
        ok: false,
        error: { kind, host, port: server.port },
      })
      expect(signIns(server).length).toBeLessThanOrEqual(1)
      expect(server.accepted()).toBe(1)
    },
  )
})

describe('a server that stays silent', () => {
  const cuts = wholeDialogue.map((line, at) => ({ line, at }))

  it.each(cuts)('at line $at ($line): an abort ends it at once', async ({ at }) => {
    const abort = new AbortController()
    const server = await speak({ interruption: { at, how: () => abort.abort() } })
    const network = createCountedNetwork()
    const result = await verifyIncoming(accountFor({ imap: server.port }), password, network, abort.signal)
    expect(result).toEqual({ ok: false, error: { kind: 'timed-out', host, port: server.port } })
    await network.expectNothingLeft(abort.signal)
  })

  it.each(cuts)('at line $at ($line): the deadline ends it', async ({ at }) => {
    const clock = createManualClock()
    const server = await speak({ interruption: { at, how: () => clock.advance(30_000) } })
    const network = createCountedNetwork(clock)
    const result = await verifyIncoming(accountFor({ imap: server.port }), password, network, untilDone())
    expect(result).toEqual({ ok: false, error: { kind: 'timed-out', host, port: server.port } })
    await network.expectNothingLeft()
  })
})
