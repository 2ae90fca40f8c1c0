import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MailProfile, mobileconfig } from '../../../../electron/clients/apple-mail/mobileconfig.ts'

const hanako: MailProfile = {
  account: {
    address: 'hanako@tanaka.example',
    username: 'hanako',
    submission: { host: 'mail.tanaka.example', port: 587, security: 'starttls' },
    incoming: { protocol: 'imap', host: 'imap.tanaka.example', port: 993, security: 'tls' },
  },
  senderName: '田中 <花子> & "Co"',
  texts: { name: 'メール: hanako@tanaka.example', description: '送信は 587 番ポートを使います。' },
}

/** Several files at once, because starting the parser takes longest. */
function parsed(files: readonly string[]): unknown[] {
  const script =
    'import json,plistlib,sys;print(json.dumps([plistlib.loads(t.encode()) for t in json.load(sys.stdin)]))'
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script], {
    input: JSON.stringify(files),
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as unknown[]
}

const withoutPython = spawnSync('python3', ['--version']).status !== 0

describe.skipIf(withoutPython)('mobileconfig, read by plistlib (skipped where python3 is missing)', () => {
  it('sets one account up: the ports that were proven, TLS, no password', () => {
    const [profile] = parsed([mobileconfig(hanako)])
    const identifier = (end: string): unknown => expect.stringMatching(`^postern\\.[-\\dA-F]{36}${end}$`)
    const uuid: unknown = expect.stringMatching(
      /^[\dA-F]{8}-[\dA-F]{4}-5[\dA-F]{3}-[89AB][\dA-F]{3}-[\dA-F]{12}$/,
    )
    expect(profile).toEqual({
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadIdentifier: identifier(''),
      PayloadUUID: uuid,
      PayloadDisplayName: 'メール: hanako@tanaka.example',
      PayloadDescription: '送信は 587 番ポートを使います。',
      PayloadContent: [
        {
          PayloadType: 'com.apple.mail.managed',
          PayloadVersion: 1,
          PayloadIdentifier: identifier('\\.mail'),
          PayloadUUID: uuid,
          PayloadDisplayName: 'メール: hanako@tanaka.example',
          EmailAccountDescription: 'hanako@tanaka.example',
          EmailAccountName: '田中 <花子> & "Co"',
          EmailAccountType: 'EmailTypeIMAP',
          EmailAddress: 'hanako@tanaka.example',
          IncomingMailServerAuthentication: 'EmailAuthPassword',
          IncomingMailServerHostName: 'imap.tanaka.example',
          IncomingMailServerPortNumber: 993,
          IncomingMailServerUseSSL: true,
          IncomingMailServerUsername: 'hanako',
          OutgoingMailServerAuthentication: 'EmailAuthPassword',
          OutgoingMailServerHostName: 'mail.tanaka.example',
          OutgoingMailServerPortNumber: 587,
          OutgoingMailServerUseSSL: true,
          OutgoingMailServerUsername: 'hanako',
          OutgoingPasswordSameAsIncomingPassword: true,
        },
      ],
    })
  })

  it('sets a POP account up that sends by implicit TLS, and asks for a name that is not known', () => {
    const [profile] = parsed([
      mobileconfig({
        ...hanako,
        account: {
          ...hanako.account,
          submission: { host: 'mail.tanaka.example', port: 465, security: 'tls' },
          incoming: { protocol: 'pop3', host: 'pop.tanaka.example', port: 995, security: 'tls' },
        },
        senderName: null,
      }),
    ])
    expect(profile).toMatchObject({
      PayloadContent: [{ EmailAccountType: 'EmailTypePOP', OutgoingMailServerPortNumber: 465 }],
    })
    expect(JSON.stringify(profile)).not.toContain('EmailAccountName')
  })

  it('holds any text that XML can hold, as it is', () => {
    const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), { seed: 8, numRuns: 150 })
    const hostile = [']]>', '</string>', '&amp;&#0;', '\r\n\t ', '\u0000\u001B\uFFFF', '\uD800', '👪', '<!--']
    const all = [...texts, ...hostile]
    const found = parsed(all.map((text) => mobileconfig({ ...hanako, senderName: text })))
    const names = found.map(
      (profile) =>
        (profile as { PayloadContent: { EmailAccountName: string }[] }).PayloadContent[0]?.EmailAccountName,
    )
    const kept = (text: string) =>
      text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '').replace(/\p{Cs}/gu, '')
    expect(names).toEqual(all.map(kept))
  })
})

describe('the identifiers of a mobileconfig', () => {
  const identifiers = (profile: MailProfile) =>
    [...mobileconfig(profile).matchAll(/<string>([-\dA-F]{36})<\/string>/g)].map(([, uuid]) => uuid)
  const at = (change: Partial<MailProfile['account']>) =>
    identifiers({ ...hanako, account: { ...hanako.account, ...change } })

  it('stay the same for an account, whatever its texts, ports and letters’ case', () => {
    const first = identifiers(hanako)
    expect(new Set(first).size).toBe(2)
    expect(identifiers({ ...hanako, senderName: null, texts: { name: 'x', description: 'y' } })).toEqual(
      first,
    )
    const submission = { host: 'MAIL.tanaka.example', port: 465, security: 'tls' } as const
    expect(at({ address: 'Hanako@tanaka.example', submission })).toEqual(first)
  })

  it('are others for another account', () => {
    expect(at({ address: 'taro@tanaka.example' })).not.toEqual(identifiers(hanako))
    const submission = { ...hanako.account.submission, host: 'smtp.tanaka.example' }
    expect(at({ submission })).not.toEqual(identifiers(hanako))
  })

  it('are others for another user at the same address', () => {
    expect(at({ username: 'office' })).not.toEqual(identifiers(hanako))
    // A server may tell such names apart.
    expect(at({ username: 'Hanako' })).not.toEqual(identifiers(hanako))
  })
})
