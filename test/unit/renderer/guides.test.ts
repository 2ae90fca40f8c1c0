import { describe, expect, test } from 'vitest'
import { languages, locales } from '../../../electron/text/locales.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { appleProfileParts } from '../../../renderer/guides/apple.ts'
import type { Guide, GuideAccount, GuideField } from '../../../renderer/guides/guide.ts'
import { guidesFor } from '../../../renderer/guides/guides.ts'
import { otherOutlookPart } from '../../../renderer/guides/outlook.ts'

const starttls: GuideAccount = {
  address: 'hanako@tanaka.example',
  username: 'hanako',
  submission: { host: 'smtp.tanaka.example', port: 587, security: 'starttls' },
  incoming: { protocol: 'imap', host: 'imap.tanaka.example', port: 993, security: 'tls' },
}
const tls: GuideAccount = {
  ...starttls,
  submission: { host: 'smtp.tanaka.example', port: 465, security: 'tls' },
  incoming: { protocol: 'pop3', host: 'pop.tanaka.example', port: 110, security: 'starttls' },
}
const accounts = { starttls, tls }
const platforms = ['windows', 'macos', 'linux'] as const

function stepsOf(guide: Guide) {
  return guide.parts.flatMap(({ steps }) => steps)
}

function fieldsOf(guide: Guide): GuideField[] {
  return stepsOf(guide).flatMap(({ fields }) => fields)
}

function copied(guide: Guide): string[] {
  return fieldsOf(guide).flatMap((field) => ('copy' in field ? [field.copy] : []))
}

function words(guide: Guide): MessageKey[] {
  return fieldsOf(guide).flatMap((field) => ('word' in field ? [field.word] : []))
}

function guide(account: GuideAccount, id: Guide['id']): Guide {
  const found = guidesFor(account, 'windows').find((one) => one.id === id)
  if (found === undefined) throw new Error(`no guide for ${id}`)
  return found
}

/** Every text of a guide, with what is shown in it. */
function textsOf(one: Guide): { key: MessageKey; params: Record<string, string | number> }[] {
  const plain = (key: MessageKey | null) => (key === null ? [] : [{ key, params: {} }])
  return [
    ...plain(one.name),
    ...plain(one.about),
    ...one.parts.flatMap(({ title, text }) => [...plain(title), ...plain(text)]),
    ...stepsOf(one).map(({ text, params }) => ({ key: text, params: { ...params } })),
    ...stepsOf(one).flatMap(({ note }) =>
      note === null ? [] : [{ key: note.text, params: { ...note.params } }],
    ),
    ...fieldsOf(one).flatMap((field) => [
      ...plain(field.label),
      ...('word' in field ? plain(field.word) : []),
    ]),
  ]
}

describe.each(languages)('in %s', (language) => {
  const t = createTranslator(language)

  test.each(Object.keys(accounts) as (keyof typeof accounts)[])('every text is there for %s', (name) => {
    for (const one of guidesFor(accounts[name], 'windows'))
      for (const { key, params } of textsOf(one)) {
        expect(locales[language]).toHaveProperty([key])
        // What the text needs and does not get would throw.
        const said = t(key, params)
        expect(said).not.toBe('')
        // The program's own words stand between pairs of **.
        expect(said.split('**').length % 2, said).toBe(1)
      }
  })
})

describe.each(Object.entries(accounts))('%s', (_, account) => {
  const { submission, incoming } = account
  const port = String(submission.port)

  test.each(['thunderbird', 'outlook', 'other'] as const)('%s gets the values of the account', (id) => {
    expect(copied(guide(account, id))).toEqual(
      expect.arrayContaining([submission.host, port, account.username]),
    )
  })

  test('Apple Mail gets them on the Mac and on the iPhone', () => {
    for (const { steps } of guide(account, 'apple').parts) {
      const values = steps.flatMap(({ fields }) => fields.map((field) => ('copy' in field ? field.copy : '')))
      expect(values).toEqual(expect.arrayContaining([submission.host, port, account.username]))
    }
  })

  test('no port but those of the account is named', () => {
    const own = [port, String(incoming.port)]
    for (const one of guidesFor(account, 'windows'))
      expect(copied(one).filter((value) => /^\d+$/.test(value) && !own.includes(value))).toEqual([])
  })

  test('the encryption fits the port', () => {
    const t = createTranslator('en')
    const [word, other] =
      submission.security === 'starttls' ? ['STARTTLS', 'SSL/TLS'] : ['SSL/TLS', 'STARTTLS']
    for (const id of ['thunderbird', 'outlook'] as const) {
      const said = words(guide(account, id)).map((key) => t(key))
      expect(said).toContain(word)
      expect(said).not.toContain(other)
    }
  })

  test('all values for any other program include the way to read mail', () => {
    const other = guide(account, 'other')
    expect(copied(other)).toEqual(expect.arrayContaining([incoming.host, String(incoming.port)]))
    expect(stepsOf(other).map(({ text }) => text)).toContain(`ui.guide.other.incoming-${incoming.protocol}`)
  })
})

test('where STARTTLS has to be chosen, the guide says that the port has to be typed', () => {
  for (const id of ['thunderbird', 'outlook', 'other'] as const) {
    const notes = (account: GuideAccount) =>
      stepsOf(guide(account, id)).flatMap(({ note }) => (note === null ? [] : [note]))
    const family = id === 'thunderbird' ? 'client.thunderbird' : 'ui.guide'
    expect(notes(starttls)).toEqual([{ text: `${family}.note.type-port`, params: { port: 587 } }])
    expect(notes(tls)).toEqual([])
  }
})

test.each(['new-windows', 'mac'] as const)('Outlook (%s) gets the values of the account', (kind) => {
  for (const account of Object.values(accounts)) {
    const { steps } = otherOutlookPart(kind, account)
    const values = steps.flatMap(({ fields }) => fields.map((field) => ('copy' in field ? field.copy : '')))
    const { host, port } = account.submission
    expect(values).toEqual(expect.arrayContaining([host, String(port)]))
  }
})

test.each(['new-windows', 'mac'] as const)('Outlook (%s) has the same steps without an account', (kind) => {
  const steps = otherOutlookPart(kind, null).steps
  expect(steps.map(({ fields }) => fields.map(({ label }) => label))).toEqual(
    otherOutlookPart(kind, starttls).steps.map(({ fields }) => fields.map(({ label }) => label)),
  )
  const fields = steps.flatMap((one) => one.fields)
  expect(fields.flatMap((field) => ('copy' in field ? [field.copy] : []))).toContain('587')
  expect(fields.some((field) => 'word' in field && field.word === 'ui.guide.word.from-provider')).toBe(true)
  for (const language of languages)
    for (const { text, params } of steps) expect(() => createTranslator(language)(text, params)).not.toThrow()
})

test.each(languages)(
  'in %s, whoever has an Outlook that sends from the cloud learns where the password is',
  (language) => {
    const t = createTranslator(language)
    const password = /password|パスワード/
    for (const kind of ['new-windows', 'mac'] as const) {
      const { text } = otherOutlookPart(kind, null)
      expect(text === null ? '' : t(text)).toMatch(password)
      expect(t(`cli.clients.other.${kind}`)).toMatch(password)
    }
    expect(t('ui.guide.outlook.mac.about')).toMatch(password)
  },
)

describe('the profile for Apple Mail', () => {
  const stepsOn = (platform: (typeof platforms)[number], opened = false) =>
    appleProfileParts(platform, opened).map(({ steps }) => steps.map(({ text }) => text))

  test.each(platforms)('is sent to the Mac unless this is one: %s', (platform) => {
    const [mac, iphone] = stepsOn(platform)
    const send = 'ui.guide.apple.profile.send'
    expect(mac?.includes(send)).toBe(platform !== 'macos')
    expect(iphone).toContain(send)
  })

  test('is in System Settings already only if it was opened', () => {
    const already = 'ui.guide.apple.profile.mac.opened'
    expect(stepsOn('macos', true)[0]).toContain(already)
    expect(stepsOn('macos')[0]).not.toContain(already)
    expect(stepsOn('macos')[0]?.[0]).toBe('ui.guide.apple.profile.mac.open')
  })
})

test.each(platforms)('on %s every program has its guide', (platform) => {
  const ids = guidesFor(starttls, platform).map(({ id }) => id)
  expect(ids.toSorted()).toEqual(['apple', 'other', 'outlook', 'thunderbird'])
  expect(ids[0]).toBe({ windows: 'outlook', macos: 'apple', linux: 'thunderbird' }[platform])
})
