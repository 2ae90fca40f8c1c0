import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readFolder, sights, signedIn, submit } from './client-tools.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'
import { waitUntil } from './run.ts'
import type { CertificateKind } from './server.ts'

const reason = labUnavailable()

describe.skipIf(reason !== null)(`the person's server as other tools see it ${reason ?? ''}`, () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await createLab()
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.reset())

  const ehlo = async (...options: string[]) => (await submit(lab, '--quit-after', 'EHLO', ...options)).stdout

  it('takes mail by 587 while 25 is dropped, and IMAP shows it', async () => {
    await lab.router.mode('drop')
    expect(await sights(lab, ['server v4:25'])).toEqual({ 'server v4:25': 'timeout' })
    const sent = await submit(lab, ...signedIn(lab), '--header', 'Message-Id: <one@lab.example>')
    expect(sent.stdout).toContain('235 2.7.0 Authentication successful')
    expect(sent.code).toBe(0)
    await waitUntil('the mail has arrived', async () => (await lab.server.messages('INBOX')).length > 0)
    for (const port of [993, 143]) {
      const { messages, junk } = await readFolder(lab, 'INBOX', port)
      expect(messages).toHaveLength(1)
      expect(messages[0]).toContain('Message-Id: <one@lab.example>')
      expect(messages[0]).toMatch(/with ESMTPSA id/)
      expect(junk).toBe('Junk')
    }
    expect(await lab.server.messages('INBOX')).toHaveLength(1)
  })

  it('takes mail by 465, and refuses a wrong password', async () => {
    const overTls = signedIn(lab, ['--port', '465', '--tls-on-connect'])
    expect((await submit(lab, ...overTls)).code).toBe(0)
    const { host, user } = lab.server
    const wrong = await lab.client(
      [
        'swaks',
        ...['--server', host, '--port', '587', '--tls', '--auth', 'PLAIN', '--auth-user', user.address],
        ...['--auth-password', '--quit-after', 'AUTH'],
      ],
      { stdin: 'not the password\n' },
    )
    expect(wrong.stdout).toContain('535 5.7.8')
  })

  it('refuses whoever has not signed in: MAIL passes, RCPT does not', async () => {
    const { stdout } = await submit(lab, '--port', '587', '--tls')
    expect(stdout).toMatch(/MAIL FROM[^\n]*\n<~ {2}250/)
    expect(stdout).toMatch(/RCPT TO[^\n]*\n<~\* 554 5\.7\.1 .*Client host rejected: Access denied/)
  })

  it('delivers to Junk', async () => {
    await lab.server.configure({ delivery: 'junk' })
    await submit(lab, ...signedIn(lab))
    await waitUntil('the mail is in Junk', async () => (await lab.server.messages('Junk')).length > 0)
    expect((await readFolder(lab, 'Junk')).messages).toHaveLength(1)
    expect((await readFolder(lab, 'INBOX')).messages).toHaveLength(0)
  })

  it('loses mail on its way to the mailbox', async () => {
    await lab.server.configure({ delivery: 'discarded' })
    expect((await submit(lab, ...signedIn(lab))).code).toBe(0)
    await waitUntil('the mail is discarded', async () =>
      (await lab.server.postfix.log()).includes('postfix/discard'),
    )
    expect(await lab.server.messages('INBOX')).toEqual([])
  })

  it.each([
    ['greylisted', '450 4.2.0'],
    ['over-quota', '552 5.2.2'],
    ['over-quota-for-now', '452 4.2.2'],
    ['sender-refused', '553 5.7.1'],
    ['recipient-refused', '550 5.1.1'],
  ] as const)('refuses: %s (%s)', async (refusal, reply) => {
    await lab.server.configure({ refusal })
    const { code, stdout } = await submit(lab, ...signedIn(lab))
    expect(code).not.toBe(0)
    expect(stdout).toContain(`<~* ${reply} `)
  })

  it('has no submission until its lines are in master.cf', async () => {
    await lab.server.configure({ submission: false, smtps: false })
    const closed = await sights(lab, ['server v4:25', 'server v4:587', 'server v6:587'])
    expect(closed).toEqual({
      'server v4:25': '220 mail.tanaka.example',
      'server v4:587': 'ECONNREFUSED',
      'server v6:587': 'ECONNREFUSED',
    })
    // As Debian ships them: chroot y.
    await lab.server.appendMasterCf(
      [
        'submission inet n       -       y       -       -       smtpd',
        '  -o syslog_name=postfix/submission',
        '  -o smtpd_tls_security_level=encrypt',
        '  -o smtpd_sasl_auth_enable=yes',
        '  -o smtpd_client_restrictions=permit_sasl_authenticated,reject',
        '465     inet  n       -       y       -       -       smtpd',
        '  -o syslog_name=postfix/smtps',
        '  -o smtpd_tls_wrappermode=yes',
        '  -o smtpd_sasl_auth_enable=yes',
        '  -o smtpd_client_restrictions=permit_sasl_authenticated,reject',
      ].join('\n'),
    )
    expect((await submit(lab, ...signedIn(lab))).code).toBe(0)
    expect(await ehlo('--port', '465', '--tls-on-connect')).toContain('250-AUTH PLAIN')
  })

  it('offers AUTH only after STARTTLS, unless told otherwise', async () => {
    expect(await ehlo('--port', '587')).toMatch(/STARTTLS/)
    expect(await ehlo('--port', '587')).not.toMatch(/AUTH/)
    expect(await ehlo('--port', '587', '--tls')).toMatch(/AUTH PLAIN LOGIN/)
    await lab.server.configure({ authInClear: true })
    expect(await ehlo('--port', '587')).toMatch(/AUTH PLAIN LOGIN/)
    await lab.server.appendMainCf('smtpd_tls_auth_only = yes')
    expect(await ehlo('--port', '587')).not.toMatch(/AUTH/)
    await lab.server.configure({ tls: false, authInClear: true })
    const clear = await ehlo('--port', '587')
    expect(clear).toMatch(/AUTH PLAIN LOGIN/)
    expect(clear).not.toMatch(/STARTTLS/)
    await lab.server.configure({ auth: false })
    expect(await ehlo('--port', '587', '--tls')).not.toMatch(/AUTH/)
  })

  it.each([
    ['issued', 'ok'],
    ['self-signed', 'self-signed certificate'],
    ['unknown-issuer', 'unable to verify the first certificate'],
    ['expired', 'certificate has expired'],
    ['not-yet-valid', 'certificate is not yet valid'],
    ['wrong-name', 'hostname mismatch'],
  ] satisfies [CertificateKind, string][])('shows a certificate: %s', async (certificate, meaning) => {
    await lab.server.configure({ certificate })
    const { host } = lab.server
    for (const options of [
      ['-port', '587', '-starttls', 'smtp'],
      ['-port', '465'],
      ['-port', '993'],
    ]) {
      const { stdout } = await lab.client(
        [
          'openssl',
          ...['s_client', '-host', host, '-servername', host, '-verify_hostname', host],
          ...['-CAfile', lab.authorityFile, ...options],
        ],
        { stdin: 'QUIT\r\n' },
      )
      expect(stdout).toMatch(new RegExp(`Verify return code: \\d+ \\(${meaning}\\)`))
    }
  })

  it('stops and starts Postfix and Dovecot', async () => {
    await lab.server.dovecot.stop()
    const headless = await submit(lab, ...signedIn(lab))
    expect(headless.stdout).toContain('220 2.0.0 Ready to start TLS')
    expect(headless.code).not.toBe(0)
    expect(await sights(lab, ['server v4:993'])).toEqual({ 'server v4:993': 'ECONNREFUSED' })
    await lab.server.postfix.stop()
    expect(await sights(lab, ['server v4:587'])).toEqual({ 'server v4:587': 'ECONNREFUSED' })
    await Promise.all([lab.server.postfix.start(), lab.server.dovecot.start()])
    expect((await submit(lab, ...signedIn(lab))).code).toBe(0)
  })
})
