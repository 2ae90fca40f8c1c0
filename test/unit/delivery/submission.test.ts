import { describe, expect, it, vi } from 'vitest'
import { verifySubmission } from '../../../electron/delivery/verify.ts'
import { createSelfSigned } from '../../fakes/certificates.ts'
import { createSmtpDialogue } from './dialogues.ts'
import { accountFor, address, certificate, createCountedNetwork, host, pin, untilDone } from './harness.ts'
import { heardFrom, password, send, speak, start, verify } from './submission-world.ts'

describe('what is said to the server', () => {
  it('is EHLO with the address literal, one AUTH under TLS, and mail from the person to the person', async () => {
    const server = await speak()
    const sent = await send(accountFor({ submission: server.port }))
    expect(sent.ok).toBe(true)
    const token = Buffer.from(`\0hanako\0${password}`).toString('base64')
    const commands = heardFrom(server, /^(EHLO|STARTTLS|AUTH|MAIL|RCPT|DATA|QUIT)\b/)
    expect(commands).toEqual([
      'EHLO [127.0.0.1]',
      'STARTTLS',
      'EHLO [127.0.0.1]',
      `AUTH PLAIN ${token}`,
      `MAIL FROM:<${address}>`,
      `RCPT TO:<${address}>`,
      'DATA',
      'QUIT',
    ])
  })

  it('has no user agent and no computer name in the message', async () => {
    const server = await speak()
    await send(accountFor({ submission: server.port }))
    const message = server.heard.slice(server.heard.indexOf('DATA') + 1, server.heard.indexOf('.'))
    const fields = message
      .slice(0, message.indexOf(''))
      .flatMap((line) => /^[A-Z][\w-]+(?=:)/.exec(line) ?? [])
    expect(fields.map(String).toSorted()).toEqual([
      'Auto-Submitted',
      'Content-Transfer-Encoding',
      'Content-Type',
      'Date',
      'From',
      'MIME-Version',
      'Message-ID',
      'Subject',
      'To',
      'X-Postern-Test',
    ])
    expect(message.join('\n')).not.toMatch(/nodemailer|user-agent|x-mailer/i)
  })

  it('never goes out in clear where STARTTLS is not offered, not even a user name', async () => {
    const server = await speak({
      offersInClear: ['AUTH PLAIN LOGIN'],
      answers: { STARTTLS: '502 5.5.1 Command not implemented' },
    })
    expect(await send(accountFor({ submission: server.port }))).toEqual({
      ok: false,
      error: { kind: 'no-starttls', host, port: server.port },
    })
    expect(heardFrom(server, /^(AUTH|MAIL)/)).toEqual([])
  })

  it('never goes out in clear where the server does not know EHLO', async () => {
    const server = await speak({ answers: { EHLO: '502 5.5.1 Command not implemented' } })
    const result = await verify(accountFor({ submission: server.port }))
    expect(result).toMatchObject({ ok: false, error: { kind: 'protocol' } })
    expect(heardFrom(server, /^(HELO|AUTH|MAIL)/)).toEqual([])
  })

  it('ignores what a man in the middle put behind the answer to STARTTLS', async () => {
    const server = await start(async (client) => {
      client.send('220 mail.example.jp ESMTP')
      await client.expect(/^EHLO/)
      client.send('250-mail.example.jp', '250 STARTTLS')
      await client.expect(/^STARTTLS$/)
      client.send('220 go', '250-evil.example', '250 AUTH PLAIN')
      await client.startTls(certificate)
      await client.expect(/^EHLO/)
      client.send('250-mail.example.jp', '250 AUTH GSSAPI')
      await client.expect(/^QUIT$/)
      client.send('221 bye')
    })
    expect(await verify(accountFor({ submission: server.port }))).toMatchObject({
      error: { kind: 'auth-unavailable', mechanisms: ['GSSAPI'] },
    })
  })
})

describe('mechanisms', () => {
  it.each([
    ['AUTH LOGIN PLAIN CRAM-MD5', 'AUTH PLAIN'],
    ['AUTH=LOGIN CRAM-MD5', 'AUTH LOGIN'],
    ['AUTH SCRAM-SHA-256 CRAM-MD5', 'AUTH CRAM-MD5'],
  ])('of %s is taken %s, once, and no other after a refusal', async (offer, command) => {
    const server = await speak({
      offers: [offer],
      answers: { AUTH: '535 5.7.8 Error: authentication failed' },
    })
    expect(await send(accountFor({ submission: server.port }))).toEqual({
      ok: false,
      error: {
        kind: 'auth-rejected',
        host,
        port: server.port,
        reply: '535 5.7.8 Error: authentication failed',
      },
    })
    expect(heardFrom(server, /^AUTH/)).toHaveLength(1)
    expect(heardFrom(server, /^AUTH/)[0]).toMatch(new RegExp(`^${command}\\b`))
    expect(server.accepted()).toBe(1)
  })

  it.each([
    {
      offers: ['AUTH GSSAPI SCRAM-SHA-256'],
      error: { kind: 'auth-unavailable', mechanisms: ['GSSAPI', 'SCRAM-SHA-256'] },
    },
    { offers: ['SIZE 1000'], error: { kind: 'auth-unavailable', mechanisms: [] } },
    {
      offers: ['AUTH XOAUTH2 OAUTHBEARER'],
      error: { kind: 'needs-oauth2', reply: 'AUTH XOAUTH2 OAUTHBEARER' },
    },
  ])('$offers: $error.kind, and the password stays here', async ({ offers, error }) => {
    const server = await speak({ offers })
    expect(await verify(accountFor({ submission: server.port }))).toMatchObject({ ok: false, error })
    expect(heardFrom(server, /^AUTH/)).toEqual([])
  })

  it('sends a long PLAIN response behind 334, as RFC 4954 wants it', async () => {
    const long = '電池'.repeat(500)
    const server = await speak({
      answers: { AUTH: (line) => (line === 'AUTH PLAIN' ? '334 ' : '500 5.5.2 Line too long') },
      interruption: { at: 5, how: (client) => client.send('235 2.7.0 Ok') },
    })
    const network = createCountedNetwork()
    const result = await verifySubmission(accountFor({ submission: server.port }), long, network, untilDone())
    expect(result).toMatchObject({ ok: true, value: { mechanism: 'PLAIN' } })
    expect(server.heard[4]).toBe(Buffer.from(`\0hanako\0${long}`).toString('base64'))
  })
})

describe('refusals', () => {
  it.each([
    ['AUTH', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'needs-oauth2'],
    ['AUTH', '534-5.7.14 <https://accounts.example> Please log in via your web browser', 'needs-oauth2'],
    ['AUTH', '534 5.7.9 Application-specific password required.', 'needs-oauth2'],
    ['AUTH', '454 4.7.0 Temporary authentication failure', 'server-unavailable'],
    ['AUTH', '421 4.7.0 Too many errors', 'server-unavailable'],
    ['AUTH', '504 5.5.4 Unrecognized authentication type', 'auth-unavailable'],
    ['AUTH', '999 what', 'protocol'],
    ['MAIL', '553 5.7.1 Sender address rejected: not owned by user', 'sender-refused'],
    ['MAIL', '452 4.3.1 Insufficient system storage', 'server-unavailable'],
    ['RCPT', '550 5.1.1 User unknown', 'recipient-refused'],
    ['RCPT', '452 4.2.2 Mailbox full', 'quota'],
    ['RCPT', '450 4.7.1 Try again later', 'greylisted'],
    ['RCPT', '451 4.7.1 Greylisting in action', 'greylisted'],
    ['RCPT', '421 4.3.2 Shutting down', 'server-unavailable'],
    ['DATA', '554 5.5.1 No valid recipients', 'message-refused'],
    ['.', '554 5.7.1 Message looks like spam', 'message-refused'],
    ['.', '552 5.2.2 Mailbox is over quota', 'quota'],
    ['.', '2hello', 'protocol'],
    ['.', 'garbage', 'protocol'],
  ])('%s answered with "%s" is %s', async (verb, reply, kind) => {
    const lines = reply.startsWith('534-') ? [reply, '534 5.7.14 and then try again'] : [reply]
    const server = await speak({ answers: { [verb]: lines } })
    const result = await send(accountFor({ submission: server.port }))
    expect(result).toMatchObject({ ok: false, error: { kind } })
    expect(heardFrom(server, /^AUTH/)).toHaveLength(1)
  })

  it('are told with PIPELINING too, each by its own reply', async () => {
    const server = await speak({
      offers: ['AUTH PLAIN', 'PIPELINING'],
      answers: { RCPT: '550 5.1.1 User unknown', DATA: '554 5.5.1 No valid recipients' },
    })
    expect(await send(accountFor({ submission: server.port }))).toMatchObject({
      error: { kind: 'recipient-refused', reply: '550 5.1.1 User unknown' },
    })
  })

  it.each([
    ['554 5.7.1 Client host rejected', 'protocol'],
    ['421 4.3.2 Too many connections', 'server-unavailable'],
    ['450 4.3.2 Busy', 'server-unavailable'],
    ['* OK this is IMAP', 'protocol'],
    ['SSH-2.0-OpenSSH_9.6', 'protocol'],
  ])('a greeting of "%s" is %s', async (greeting, kind) => {
    const server = await speak({ greeting })
    expect(await verify(accountFor({ submission: server.port }))).toMatchObject({ error: { kind } })
  })
})

describe('TLS', () => {
  it.each(['starttls', 'tls'] as const)('an unknown certificate stops %s, and is shown', async (security) => {
    const server = await speak({ security })
    const ports = security === 'tls' ? { submissions: server.port } : { submission: server.port }
    const result = await verify(accountFor(ports, { pinned: [] }))
    expect(result).toMatchObject({
      ok: false,
      error: {
        kind: 'tls-untrusted',
        detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        pem: certificate.certPem.trim() + '\n',
        certificate: { names: [host], trusted: false, reason: 'self-signed' },
      },
    })
    expect(heardFrom(server, /^AUTH/)).toEqual([])
  })

  it.each([
    ['another one than was pinned', { names: [host] }],
    ['expired', { names: [host], notAfter: new Date(Date.now() - 3_600_000) }],
  ] as const)('a pinned certificate that is %s stops it', async (name, options) => {
    const other = await createSelfSigned({ ...options, names: [...options.names] })
    const pinned = [pin(host, name === 'expired' ? other : certificate)]
    const server = await start(createSmtpDialogue({ certificate: other, security: 'tls' }))
    const result = await verify(accountFor({ submissions: server.port }, { pinned }))
    expect(result).toMatchObject({ ok: false, error: { kind: 'tls-untrusted' } })
    expect(heardFrom(server, /^AUTH/)).toEqual([])
  })

  it('stays verified where NODE_TLS_REJECT_UNAUTHORIZED says otherwise', async () => {
    const server = await speak({ security: 'tls' })
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const result = await verify(accountFor({ submissions: server.port }, { pinned: [] }))
    vi.unstubAllEnvs()
    expect(result).toMatchObject({ ok: false, error: { kind: 'tls-untrusted' } })
  })

  it.each(['starttls', 'tls'] as const)('a server without TLS behind %s is tls-failed', async (security) => {
    const server = await start(async (client) => {
      if (security === 'starttls') {
        client.send('220 mail.example.jp')
        await client.expect(/^EHLO/)
        client.send('250-mail.example.jp', '250 STARTTLS')
        await client.expect(/^STARTTLS$/)
        client.send('220 go')
      }
      await client.expectBytes()
      client.sendRaw('220 I do not speak TLS, whatever you have heard\r\n')
      await client.expectClose().catch(() => undefined)
    })
    const ports = security === 'tls' ? { submissions: server.port } : { submission: server.port }
    expect(await verify(accountFor(ports))).toMatchObject({ error: { kind: 'tls-failed' } })
  })
})
