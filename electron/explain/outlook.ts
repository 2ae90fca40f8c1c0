import type { Vocabulary } from './entry.ts'

/** The names of the constants say what each code is for. */
const constants = {
  title: 'imnxport.idl, the constants of Internet mail on Windows (Wine)',
  url: 'https://github.com/wine-mirror/wine/blob/master/include/imnxport.idl',
}
const relay = {
  title: 'Microsoft Support: 550, 553, or relay prohibited error',
  url: 'https://support.microsoft.com/ja-jp/office/65b494a4-0a15-433e-829f-e73651e0245e',
}
const popCodes = { title: 'POP3 error codes', url: 'http://pc-error-free.com/blog/?p=20' }
const cannotConnect = {
  title: 'Outlook cannot connect to SMTP server',
  url: 'https://bobcares.com/blog/outlook-cannot-connect-to-smtp-server-error/',
}
const op25b = {
  title: 'OP25B とメールソフトのエラー',
  url: 'http://hehao1.seesaa.net/article/44145698.html',
}
const popBeforeSmtp = {
  title: 'POP before SMTP とメールソフトのエラー',
  url: 'http://hehao1.seesaa.net/article/44852088.html',
}

export const outlook: Vocabulary = {
  program: 'outlook',
  entries: [
    { code: '0x800CCC00', meaning: 'sign-in-method', source: constants },
    { code: '0x800CCC01', meaning: 'certificate', source: constants },
    { code: '0x800CCC02', meaning: 'certificate', source: constants },
    { code: '0x800CCC05', meaning: 'connection-lost', source: constants },
    { code: '0x800CCC0A', meaning: 'connection-lost', source: constants },
    { code: '0x800CCC0B', meaning: 'try-later', source: constants },
    { code: '0x800CCC0D', meaning: 'no-such-host', source: constants },
    { code: '0x800CCC0E', meaning: 'cannot-connect', source: constants },
    { code: '0x800CCC0F', meaning: 'connection-lost', source: constants },
    { code: '0x800CCC10', meaning: 'address-syntax', source: constants },
    { code: '0x800CCC11', meaning: 'address-syntax', source: constants },
    { code: '0x800CCC12', meaning: 'connection-lost', source: constants },
    { code: '0x800CCC13', meaning: 'connection-lost', source: constants },
    { code: '0x800CCC15', meaning: 'cannot-connect', source: constants },
    { code: '0x800CCC16', meaning: 'sign-in-refused', source: constants },
    { code: '0x800CCC18', meaning: 'sign-in-refused', source: constants },
    { code: '0x800CCC19', meaning: 'timed-out', source: constants },
    { code: '0x800CCC1A', meaning: 'tls-mismatch', source: constants },
    // A reply of the server, by its number: the reply itself says more.
    { code: '0x800CCC60', meaning: 'protocol', source: constants, general: true },
    { code: '0x800CCC61', meaning: 'not-sent', source: constants, general: true },
    { code: '0x800CCC62', meaning: 'protocol', source: constants, general: true },
    { code: '0x800CCC63', meaning: 'protocol', source: constants, general: true },
    { code: '0x800CCC64', meaning: 'protocol', source: constants, general: true },
    { code: '0x800CCC65', meaning: 'protocol', source: constants, general: true },
    { code: '0x800CCC66', meaning: 'protocol', source: constants, general: true },
    { code: '0x800CCC67', meaning: 'try-later', source: constants, general: true },
    { code: '0x800CCC68', meaning: 'try-later', source: constants, general: true },
    { code: '0x800CCC69', meaning: 'recipient-refused', source: constants, general: true },
    { code: '0x800CCC6A', meaning: 'try-later', source: constants, general: true },
    { code: '0x800CCC6B', meaning: 'recipient-refused', source: constants, general: true },
    { code: '0x800CCC6C', meaning: 'try-later', source: constants, general: true },
    { code: '0x800CCC6D', meaning: 'mailbox-full', source: constants, general: true },
    { code: '0x800CCC6E', meaning: 'address-syntax', source: constants, general: true },
    { code: '0x800CCC6F', meaning: 'mail-refused', source: constants, general: true },
    { code: '0x800CCC78', meaning: 'sender-refused', source: constants },
    { code: '0x800CCC79', meaning: 'relay-denied', source: relay },
    { code: '0x800CCC7C', meaning: 'needs-tls', source: constants },
    { code: '0x800CCC7D', meaning: 'no-starttls', source: constants },
    { code: '0x800CCC7F', meaning: 'tls-unavailable', source: constants },
    { code: '0x800CCC91', meaning: 'sign-in-refused', source: popCodes },
    { code: '0x800CCC92', meaning: 'sign-in-refused', source: popCodes },
    { code: '0x80042109', meaning: 'cannot-connect', source: cannotConnect },
    {
      text: 'Outlook cannot connect to your outgoing (SMTP) e-mail server',
      also: [
        'Outlook is unable to connect to your outgoing (SMTP) e-mail server',
        'サーバーへの接続は失敗しました',
      ],
      meaning: 'cannot-connect',
      source: cannotConnect,
    },
    {
      text: 'サーバーは接続を解除しました',
      also: ['サーバーへの接続が中断されました'],
      meaning: 'connection-lost',
      source: op25b,
    },
    {
      text: 'いずれかの受信者がサーバーによって拒否されたため、メッセージを送信できませんでした',
      also: ['The message could not be sent because one of the recipients was rejected by the server'],
      meaning: 'relay-denied',
      source: relay,
    },
    {
      text: 'メッセージを送信できません。アカウントのプロパティで電子メールアドレスが正しいことを確認してください',
      meaning: 'sender-refused',
      source: popBeforeSmtp,
    },
  ],
}
