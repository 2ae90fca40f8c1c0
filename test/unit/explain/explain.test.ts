import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExplainedProgram, Explanation, Meaning } from '../../../electron/contract/explain.ts'
import { explain, vocabularies } from '../../../electron/explain/explain.ts'
import { enhancedCodes, replyCodes } from '../../../electron/explain/standard-codes.ts'

const entries = vocabularies.flatMap(({ program, entries }) =>
  entries.map((entry) => {
    const shown = 'code' in entry ? entry.code : entry.text
    const others = 'code' in entry ? [] : (entry.also ?? [])
    return { program, shown, meaning: entry.meaning, texts: [shown, ...others], entry }
  }),
)
const rows = entries.flatMap(({ texts, ...row }) => texts.map((text) => ({ ...row, text })))

describe('every entry', () => {
  test.each(rows)('$program: $text', ({ program, shown, meaning, text }) => {
    const filledIn = text.replaceAll('…', '<hanako@tanaka.example>')
    const pasted = [filledIn, filledIn.toUpperCase(), `Error:\r\n"${filledIn}"\r\n(13:04)`]
    for (const one of pasted) {
      expect(explain(one)).toMatchObject([{ program, shown, meaning }])
    }
  })

  test('there are at least sixty, from every program, with a source to be read', () => {
    expect(entries.length).toBeGreaterThanOrEqual(60)
    expect(new Set(entries.map(({ program }) => program)).size).toBe(ExplainedProgram.options.length)
    for (const { program, shown, meaning, entry } of entries) {
      expect(Explanation.parse({ program, shown, meaning, source: entry.source })).toBeDefined()
    }
  })

  test('no words stand there twice', () => {
    const texts = rows.map(({ text }) => text.toLowerCase())
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
  })

  test('no meaning is without an entry', () => {
    const used = new Set([
      ...entries.map(({ meaning }) => meaning),
      ...[...Object.values(enhancedCodes), ...Object.values(replyCodes)].map(([meaning]) => meaning),
    ])
    expect(Meaning.options.filter((meaning) => !used.has(meaning))).toEqual([])
  })
})

describe('what people paste', () => {
  test.each<[text: string, shown: string, meaning: string]>([
    ['0x800CCC0E', '0x800CCC0E', 'cannot-connect'],
    ['800ccc0e', '0x800CCC0E', 'cannot-connect'],
    ['エラー番号：０ｘ８００ＣＣＣ０Ｅ', '0x800CCC0E', 'cannot-connect'],
    [
      "Task 'hanako@tanaka.example - Sending' reported error (0x80042109): 'Outlook cannot connect to your outgoing (SMTP) e-mail server. If you continue to receive this message, contact your server administrator or Internet service provider (ISP).'",
      'Outlook cannot connect to your outgoing (SMTP) e-mail server',
      'cannot-connect',
    ],
    [
      "サーバーへの接続は失敗しました。アカウント: 'tanaka', サーバー: 'mail.tanaka.example', プロトコル: SMTP, ポート: 25, セキュリティ (SSL): なし, ソケット エラー: 10051, エラー番号: 0x800CCC0E",
      'Outlook cannot connect to your outgoing (SMTP) e-mail server',
      'cannot-connect',
    ],
    [
      "Server Response: '554 5.7.1 <taro@elsewhere.example>: Relay access denied', Port: 25, Secure(SSL): No, Server Error: 554, Error Number: 0x800CCC79",
      '554 5.7.1 … Relay access denied',
      'relay-denied',
    ],
    ['Sending of the message failed.', 'Sending of the message failed', 'not-sent'],
    [
      'Sending of the message failed.\nThe message could not be sent because connecting to Outgoing server (SMTP) mail.tanaka.example failed. The server may be unavailable or is refusing SMTP connections. Please verify that your Outgoing server (SMTP) settings are correct and try again.',
      'The server may be unavailable or is refusing SMTP connections',
      'cannot-connect',
    ],
    [
      'メッセージを送信できませんでした。\n送信 (SMTP) サーバー mail.tanaka.example に接続できなかったため、メッセージを送信できませんでした。サーバーが利用できないか、SMTP 接続が拒否された可能性があります。',
      'The server may be unavailable or is refusing SMTP connections',
      'cannot-connect',
    ],
    [
      '送信（SMTP）サーバー mail.tanaka.example の認証に失敗しました。パスワードを確認し、［アカウント設定］の［送信（SMTP）サーバー］で［認証方式］が正しいことを確認してください。',
      'Unable to authenticate to Outgoing server (SMTP)',
      'sign-in-refused',
    ],
    [
      'An error occurred while sending mail. The mail server responded:  5.7.1 <unknown[198.51.100.7]>: Client host rejected: Access denied. Please check the message recipient "taro@elsewhere.example" and try again.',
      '554 5.7.1 … Client host rejected: Access denied',
      'client-rejected',
    ],
    [
      '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6',
      '535 5.7.8 Error: authentication failed',
      'sign-in-refused',
    ],
    [
      '535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials',
      '535 5.7.8 Username and Password not accepted',
      'sign-in-refused',
    ],
    [
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
      '535 5.7.139 … SmtpClientAuthentication is disabled for the',
      'smtp-auth-disabled',
    ],
    [
      '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [XX0P123CA0001.EXAMPLE]',
      '535 5.7.139 Authentication unsuccessful, … basic authentication is disabled',
      'oauth2-only',
    ],
    ['535 5.7.139 something new', '5.7.139', 'oauth2-only'],
    [
      '530 5.7.0 Must issue a STARTTLS command first. k1sm1234 - gsmtp',
      '530 5.7.0 Must issue a STARTTLS command first',
      'needs-tls',
    ],
    [
      'Cannot Send Mail\nA copy has been placed in your Outbox. The recipient “taro@elsewhere.example” was rejected by the server because it does not allow relaying.',
      'was rejected by the server because it does not allow relaying',
      'relay-denied',
    ],
    [
      '550-Verification failed for <hanako@tanaka.example>\n550-No Such User Here\n550 Sender verify failed',
      '550 Sender verify failed',
      'sender-refused',
    ],
    // Any program's words for a silent server: which server it is decides.
    ['送信サーバーへの接続がタイムアウトしました', 'SMTP … timed out', 'timed-out'],
    ['SMTP サーバー mail.tanaka.example への接続がタイムアウトしました。', 'SMTP … timed out', 'timed-out'],
    ['Connection to server smtp.tanaka.example timed out', 'SMTP … timed out', 'timed-out'],
    [
      'Cannot send message using the server\nThe connection to the server “mail.tanaka.example” on port 587 timed out.',
      'SMTP … timed out',
      'timed-out',
    ],
    [
      'The connection to the server “mail.tanaka.example” on port 993 timed out.',
      'IMAP … timed out',
      'incoming-unreachable',
    ],
    [
      '送信サーバ“mail.tanaka.example”への接続に失敗しました。',
      'Cannot connect to … outgoing server',
      'cannot-connect',
    ],
    ['0x80042109: Connection to server timed out', '0x80042109', 'cannot-connect'],
    [
      'Connection to server mail.tanaka.example timed out.',
      'Connection to server … timed out',
      'incoming-unreachable',
    ],
    [
      'メッセージを送信済みフォルダーにコピーできません。サーバー mail.tanaka.example への接続がタイムアウトしました。',
      'Connection to server … timed out',
      'incoming-unreachable',
    ],
    ['サーバ“mail.tanaka.example”を使ってメッセージを送信できません', 'Cannot send', 'not-sent'],
    [
      'Could not connect to this SMTP server. Check your network connection and that you entered the correct information in the Account preferences.',
      'Could not connect to this SMTP server',
      'cannot-connect',
    ],
  ])('%s', (text, shown, meaning) => {
    expect(explain(text)[0]).toMatchObject({ shown, meaning })
  })
})

test.each([
  '送信サーバーへの接続がタイムアウトしました',
  'SMTP サーバー mail.tanaka.example への接続がタイムアウトしました。',
  '0x80042109: Connection to server timed out',
  'The connection to the server “mail.tanaka.example” on port 25 timed out.',
  // Thunderbird names the server.
  'Connection to server timed out',
  'サーバーへの接続がタイムアウトしました。',
])('nobody is told of the server for receiving: %s', (text) => {
  expect(explain(text).map(({ meaning }) => meaning)).not.toContain('incoming-unreachable')
})

test('a server that is named in another sentence does not decide', () => {
  const text = 'Sent by smtp.tanaka.example. Connection to mail.tanaka.example timed out.'
  expect(explain(text)).toEqual([])
})

describe('what is in no list', () => {
  test.each<[text: string, shown: string | undefined, meaning: string | undefined]>([
    ['5.7.8', '5.7.8', 'sign-in-refused'],
    ['4.7.8 not now', '4.7.8', 'sign-in-later'],
    ['450 4.7.1 come back later', '4.7.1', 'try-later'],
    ['550 5.7.1 Bitte nicht', '5.7.1', 'not-allowed'],
    ['550-5.2.2 Postfach voll', '5.2.2', 'mailbox-full'],
    ['530 5.7.0 Anmelden', '530', 'sign-in-required'],
    ['554', '554', 'mail-refused'],
    ['The mail server responded: 552 zu viel', '552', 'mailbox-full'],
    // A number that is no reply, part of an address, of a version, of a longer one.
    ['port 550 is closed, and so is 587', undefined, undefined],
    ['server 198.51.5.7.8 and 5.7.8.1', undefined, undefined],
    ['id 1800ccc0e2', undefined, undefined],
    // What went well.
    ['235 2.7.0 Authentication successful', undefined, undefined],
    ['No mail today', undefined, undefined],
    ['', undefined, undefined],
  ])('%s', (text, shown, meaning) => {
    const [first] = explain(text)
    expect([first?.shown, first?.meaning]).toEqual([shown, meaning])
    if (first !== undefined) expect(first).toMatchObject({ program: 'smtp', source: { title: /^RFC/ } })
  })

  test('several errors: the most telling first, each meaning once', () => {
    const text =
      'Error 0x800CCC0E, 0x800CCC15 and 0x800CCC18; later: 554 5.7.1 <x@y.example>: Relay access denied'
    expect(explain(text).map(({ meaning }) => meaning)).toEqual([
      'relay-denied',
      'cannot-connect',
      'sign-in-refused',
    ])
  })
})

describe('any text', () => {
  const words = fc.constantFrom(
    ...rows.flatMap(({ text }) => text.split('…')),
    '…',
    '550-',
    '5.7.8',
    '0x',
    '\n',
  )

  test('never throws, and gives each meaning once, with its source', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')),
    )
    fc.assert(
      fc.property(anything, (text) => {
        const found = explain(text).map((one) => Explanation.parse(one))
        expect(new Set(found.map(({ meaning }) => meaning)).size).toBe(found.length)
      }),
      { numRuns: 100 },
    )
  })

  test.each(['email address', 'サーバー', 'Error: 5.7.8 550-5.7.8 0x800ccc0e', '<', ' '])(
    'a megabyte of "%s": with time that grows as the square it would not end',
    (words) => {
      const text = `${words} `.repeat(Math.ceil(1_000_000 / (words.length + 1)))
      expect(explain(`${text} 0x800CCC1A`).map(({ meaning }) => meaning)).toContain('tls-mismatch')
    },
  )
})
