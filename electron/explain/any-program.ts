import type { Vocabulary } from './entry.ts'

const submission = {
  title: 'RFC 5068, section 4: External Submission (port 587)',
  url: 'https://www.rfc-editor.org/rfc/rfc5068#section-4',
}
const timeouts = {
  title: 'RFC 5321, section 4.5.3.2: Timeouts',
  url: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2',
}
const reading = {
  title: 'RFC 8314, section 3: Use of TLS for Mail Access (ports 993 and 995)',
  url: 'https://www.rfc-editor.org/rfc/rfc8314#section-3',
}

const notSent = {
  title: 'Apple サポート: Mac でメールを送信できない場合',
  url: 'https://support.apple.com/ja-jp/HT204075',
}

/** For sending; 25 is where it is blocked. */
const sendingPorts = [25, 587, 465]
const readingPorts = [993, 995, 143, 110]

/** Nobody's own words: what any program says, in a sentence that names the server or its port. */
export const anyProgram: Vocabulary = {
  program: 'smtp',
  entries: [
    {
      text: 'SMTP … timed out',
      also: [
        'outgoing server … timed out',
        'outgoing mail server … timed out',
        'SMTP … タイムアウト',
        '送信サーバ … タイムアウト',
        '送信メールサーバ … タイムアウト',
        ...sendingPorts.flatMap(timedOutOnPort),
      ],
      meaning: 'timed-out',
      source: timeouts,
      common: true,
    },
    {
      text: 'Cannot connect to … outgoing server',
      also: [
        'Could not connect to … outgoing server',
        '送信サーバ … 接続に失敗',
        '送信サーバ … 接続でき',
        'SMTP サーバ … 接続に失敗',
        'SMTP サーバ … 接続でき',
      ],
      meaning: 'cannot-connect',
      source: submission,
      common: true,
    },
    {
      text: 'IMAP … timed out',
      also: ['IMAP … タイムアウト', '受信サーバ … タイムアウト', ...readingPorts.flatMap(timedOutOnPort)],
      meaning: 'incoming-unreachable',
      source: reading,
      common: true,
    },
    {
      text: 'Cannot send',
      also: ['を送信できません'],
      meaning: 'not-sent',
      source: notSent,
      general: true,
    },
  ],
}

function timedOutOnPort(port: number): string[] {
  return [`port ${port} timed out`, `ポート${port} … タイムアウト`, `ポート ${port} … タイムアウト`]
}
