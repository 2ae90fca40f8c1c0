import { describe, expect, it } from 'vitest'
import { readAccounts } from '../../../../electron/clients/thunderbird/accounts.ts'
import { type HandStep, stepsByHand } from '../../../../electron/clients/thunderbird/by-hand.ts'
import type { FieldValue } from '../../../../electron/contract/repair.ts'
import type { RepairPlan } from '../../../../electron/clients/thunderbird/plan.ts'
import { ConnectionSecurity, OutgoingField, SignIn } from '../../../../electron/contract/clients.ts'
import { languages, locales } from '../../../../electron/text/locales.ts'
import type { MessageKey } from '../../../../electron/text/message-key.ts'
import { translatorOf } from '../../../../electron/text/translate.ts'
import { hanako, someLayers } from './some-profile.ts'

const now = readAccounts(someLayers(hanako)).outgoing[0]?.settings
if (now === undefined) throw new Error('no server')
const plan: RepairPlan = {
  key: 'smtp1',
  now,
  after: { ...now, port: 587, security: 'starttls', signIn: 'password', username: 'hanako' },
  changes: [],
  addresses: ['hanako@tanaka.example'],
}

/** The steps as the person reads them. */
function read(language: (typeof languages)[number], steps: readonly HandStep[]): string[] {
  const t = translatorOf(language, locales)
  const value = (given: FieldValue) => ('text' in given ? given.text || '–' : t(given.word as MessageKey))
  return steps.map(({ text, field, note }) =>
    [
      t(text.key as MessageKey, text.params),
      field && `${t(field.label as MessageKey)}: ${value(field.now)} → ${value(field.after)}`,
      note && t(note.key as MessageKey, note.params),
    ]
      .filter((part) => part !== null)
      .join(' '),
  )
}

describe('stepsByHand', () => {
  it('reads so in English', () => {
    expect(read('en', stepsByHand(plan, readAccounts(someLayers(hanako))))).toEqual([
      'Open the menu **≡**, then **Account Settings**.',
      'Choose the account hanako@tanaka.example, then press **Edit outgoing server…**.',
      'Choose: Connection security: None → STARTTLS',
      'Type: Port: 25 → 587 STARTTLS does not change the port: type 587.',
      'Choose: Authentication method: No authentication → Normal password',
      'Type: User Name: – → hanako',
      'Press **OK**. Thunderbird may ask for the password with the next mail.',
    ])
  })

  it('reads so in Japanese', () => {
    expect(read('ja', stepsByHand(plan, readAccounts(someLayers(hanako))))).toEqual([
      'メニュー **≡** から **アカウント設定** を開きます。',
      'hanako@tanaka.example のアカウントを選び、**送信サーバーを編集...** を押します。',
      '次のように選びます。 接続の保護: なし → STARTTLS',
      '次のように入力します。 ポート番号: 25 → 587 STARTTLS を選んでもポート番号は変わりません。587 と入力してください。',
      '次のように選びます。 認証方式: 認証なし → 通常のパスワード認証',
      '次のように入力します。 ユーザー名: – → hanako',
      '**OK** を押します。次に送信するとき、パスワードを聞かれることがあります。',
    ])
  })

  it('ticks what the profile has by now', () => {
    const half = {
      ...hanako,
      'mail.smtpserver.smtp1.try_ssl': 2,
      'mail.smtpserver.smtp1.username': 'hanako',
    }
    const done = stepsByHand(plan, readAccounts(someLayers(half))).map(({ field, done }) => [
      field?.pref,
      done,
    ])
    expect(done).toEqual([
      [undefined, null],
      [undefined, null],
      ['mail.smtpserver.smtp1.try_ssl', true],
      ['mail.smtpserver.smtp1.port', false],
      ['mail.smtpserver.smtp1.authMethod', false],
      ['mail.smtpserver.smtp1.username', true],
      [undefined, null],
    ])
  })

  it('ticks nothing of a server that is gone', () => {
    const steps = stepsByHand(plan, readAccounts(someLayers({})))
    expect(steps.every(({ done }) => done !== true)).toBe(true)
  })

  it('has no note where Thunderbird changes the port itself', () => {
    const tls: RepairPlan = { ...plan, after: { ...plan.after, port: 465, security: 'tls' } }
    expect(stepsByHand(tls, readAccounts(someLayers(hanako))).every(({ note }) => note === null)).toBe(true)
  })

  it('calls a password in the clear as the dialog does', () => {
    const clear: RepairPlan = { ...plan, now: { ...plan.now, signIn: 'password' } }
    const [step] = stepsByHand(
      { ...clear, after: { ...plan.after, signIn: 'encrypted-password' } },
      readAccounts(someLayers(hanako)),
    ).filter(({ field }) => field?.label.endsWith('.signIn'))
    expect(step?.field?.now).toEqual({ word: 'client.thunderbird.sign-in.password-in-clear' })
  })
})

describe.each(languages)('%s', (language) => {
  it('has a word for every setting', () => {
    const needed = [
      ...OutgoingField.options.map((field) => `field.${field}`),
      ...ConnectionSecurity.options.map((security) => `security.${security}`),
      ...[...SignIn.options, 'password-in-clear'].map((signIn) => `sign-in.${signIn}`),
    ]
    for (const word of needed) expect(locales[language]).toHaveProperty([`client.thunderbird.${word}`])
  })
})
