import type { Vocabulary } from './entry.ts'

const english = (file: string) => ({
  title: `Thunderbird: ${file}`,
  url: `https://searchfox.org/comm-central/source/mail/locales/en-US/${file}`,
})
/** The Japanese wording is in the same file of the language pack: ja/ at github.com/thunderbird/thunderbird-l10n. */
const sending = english('messenger/messageSend.ftl')
const reading = english('chrome/messenger/imapMsgs.properties')

/** Words that older and newer versions have alike are looked for, not whole sentences. */
export const thunderbird: Vocabulary = {
  program: 'thunderbird',
  entries: [
    {
      text: 'Sending of the message failed',
      also: ['メッセージを送信できませんでした。'],
      meaning: 'not-sent',
      source: sending,
      general: true,
    },
    {
      text: 'The server may be unavailable or is refusing SMTP connections',
      also: ['サーバーが利用できないか、SMTP 接続が拒否された可能性があります'],
      meaning: 'cannot-connect',
      source: sending,
    },
    {
      text: 'because the connection to Outgoing server (SMTP) … timed out',
      also: [
        'because the connection to SMTP server … timed out',
        'との接続がタイムアウトしたため、メッセージを送信できませんでした',
      ],
      meaning: 'timed-out',
      source: sending,
    },
    {
      text: 'was lost in the middle of the transaction',
      also: ['との接続が切断されたため、メッセージを送信できませんでした'],
      meaning: 'connection-lost',
      source: sending,
    },
    {
      text: 'is unknown. The server may be incorrectly configured',
      also: ['が見つかりません。サーバーの設定に誤りがある可能性があります'],
      meaning: 'no-such-host',
      source: sending,
    },
    {
      text: "using STARTTLS since it doesn't advertise that feature",
      also: ['が STARTTLS をサポートしていないため、保護された接続を確立できませんでした'],
      meaning: 'no-starttls',
      source: sending,
    },
    {
      text: 'The configuration related to … must be corrected',
      also: ['に関する設定を見直してください'],
      meaning: 'certificate',
      source: sending,
    },
    {
      text: 'Unable to authenticate to Outgoing server (SMTP)',
      also: ['Unable to authenticate to SMTP server', 'サーバー … の認証に失敗しました'],
      meaning: 'sign-in-refused',
      source: sending,
    },
    {
      text: 'does not seem to support encrypted passwords',
      also: ['が暗号化されたパスワードをサポートしていないようです'],
      meaning: 'sign-in-method',
      source: sending,
    },
    {
      text: 'does not allow plaintext passwords',
      also: ['が平文のパスワードを許可していません'],
      meaning: 'sign-in-method',
      source: sending,
    },
    {
      text: 'does not support the selected authentication method',
      also: ['が選択された認証方式をサポートしていません'],
      meaning: 'sign-in-method',
      source: sending,
    },
    {
      text: 'The Kerberos/GSSAPI ticket was not accepted',
      also: ['Kerberos/GSSAPI チケットが … に受け入れられませんでした'],
      meaning: 'sign-in-method',
      source: sending,
    },
    {
      text: 'exceeding the allowed number of recipients',
      also: ['受信者の許容数を超えたためメッセージを送信できませんでした'],
      meaning: 'too-many-recipients',
      source: sending,
    },
    {
      text: 'exceeds the global size limit',
      also: ['がサーバーのサイズ制限を超えたため、メッセージを送信できませんでした'],
      meaning: 'message-too-large',
      source: sending,
    },
    {
      text: 'Please verify that your email address is correct in your account settings',
      also: ['アカウント設定でメールアドレスの設定が正しいか確認し'],
      meaning: 'sender-refused',
      source: sending,
      general: true,
    },
    {
      text: 'Please check the message recipient',
      also: ['メッセージの受信者 … を確認し、再度試してください'],
      meaning: 'recipient-refused',
      source: sending,
      general: true,
    },
    {
      text: 'Outgoing server (SMTP) error',
      also: ['送信 (SMTP) サーバーエラーが発生しました'],
      meaning: 'mail-refused',
      source: sending,
      general: true,
    },
    {
      text: 'Could not connect to mail server …; the connection was refused',
      also: ['メールサーバー … に接続できません。サーバーへの接続が拒否されました'],
      meaning: 'incoming-unreachable',
      source: reading,
    },
    {
      text: 'Connection to server … timed out',
      also: ['サーバー … への接続がタイムアウトしました'],
      // Without a name of a server, or of the one for sending, other programs say the same.
      unless:
        /to server timed|サーバーへの接続|smtp|outgoing|sending|送信(?!済)|port (?:25|465|587)\b|ポート ?(?:25|465|587)(?!\d)/,
      common: true,
      meaning: 'incoming-unreachable',
      source: reading,
    },
    {
      text: 'you may have exceeded the maximum number of connections to this server',
      also: ['このサーバーへの同時接続数の限度を超えている可能性があります'],
      meaning: 'too-many-connections',
      source: reading,
    },
    {
      text: 'Login to server … failed',
      meaning: 'sign-in-refused',
      source: english('chrome/messenger/messenger.properties'),
    },
  ],
}
