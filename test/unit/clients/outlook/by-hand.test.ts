import { describe, expect, it } from 'vitest'
import { stepsByHand } from '../../../../electron/clients/outlook/by-hand.ts'
import { type OutlookRepair, planAccount, withChanges } from '../../../../electron/clients/outlook/plan.ts'
import { readOutlook } from '../../../../electron/clients/outlook/read-profiles.ts'
import { languages, locales } from '../../../../electron/text/locales.ts'
import { ready, recordedRegistry, someHives } from './some-outlook.ts'

async function accounts(): Promise<OutlookRepair['account'][]> {
  const read = await readOutlook(recordedRegistry(someHives))
  return read.ok ? read.value.flatMap((profile) => profile.accounts) : []
}

async function stepsFor(
  index: number,
  proof: OutlookRepair['proof'],
  shared: OutlookRepair['shared'] = null,
) {
  const account = (await accounts())[index]
  if (account === undefined) throw new Error('No account')
  const plan = planAccount({ account, proof, addresses: [], shared })
  if (!plan.ok) throw new Error(plan.error.kind)
  return stepsByHand(plan.value, account)
}

/** text, and what is set. */
const short = ({ text, field }: Awaited<ReturnType<typeof stepsFor>>[number]) =>
  field === null ? text.key : [text.key, field.label, field.now, field.after]

describe('stepsByHand', () => {
  it('leads through the dialog, the security before the port', async () => {
    const steps = await stepsFor(3, ready('smtp.new.example'))
    expect(steps.map(short)).toEqual([
      'ui.guide.outlook.open',
      'client.outlook.step.choose',
      [
        'client.outlook.step.type',
        'ui.guide.outlook.field.host',
        { text: 'mail.tanaka.example' },
        { text: 'smtp.new.example' },
      ],
      [
        'ui.guide.outlook.more',
        'ui.guide.outlook.field.sign-in',
        { word: 'ui.guide.outlook.word.off' },
        { word: 'ui.guide.outlook.word.on' },
      ],
      'client.outlook.step.as-incoming',
      [
        'client.outlook.step.advanced',
        'ui.guide.outlook.field.security',
        { word: 'ui.guide.outlook.word.none' },
        { word: 'ui.guide.word.starttls' },
      ],
      ['client.outlook.step.type', 'ui.guide.outlook.field.port', { text: '25' }, { text: '587' }],
      'ui.guide.outlook.save',
    ])
    expect(steps[1]?.text.params).toEqual({ address: 'jiro@tanaka.example' })
    expect(steps[6]?.note).toEqual({ key: 'ui.guide.note.type-port', params: { port: 587 } })
    expect(steps.map(({ done }) => done)).toEqual([null, null, false, false, null, false, false, null])
  })

  it('leaves out what is set already', async () => {
    const ports = { '587': 'ready', '465': 'blocked' } as const
    const steps = await stepsFor(1, ready('smtp.tanaka.example', 587, { ports }))
    expect(steps.map(short)).toEqual([
      'ui.guide.outlook.open',
      'client.outlook.step.choose',
      'client.outlook.step.more',
      [
        'client.outlook.step.advanced',
        'ui.guide.outlook.field.security',
        { word: 'ui.guide.word.ssl-tls' },
        { word: 'ui.guide.word.starttls' },
      ],
      ['client.outlook.step.type', 'ui.guide.outlook.field.port', { text: '465' }, { text: '587' }],
      'ui.guide.outlook.save',
    ])
  })

  it.each([
    ['eigyo', 'client.outlook.step.as-incoming'],
    ['eigyo@tanaka.example', 'client.outlook.step.log-on-using'],
  ])('says who signs in where that changes, to %s', async (username, step) => {
    const host = 'smtp.new.example'
    const shared = { username, outgoingHost: host, incomingHost: 'imap.new.example' }
    const steps = await stepsFor(1, ready(host), shared)
    const label = 'ui.guide.outlook.field.username'
    expect(steps.map(short)).toContainEqual([step, label, { text: 'eigyo-smtp' }, { text: username }])
    expect(steps.find(({ text }) => text.key === step)?.done).toBe(false)
  })

  /** The account of 2013, with Secure Password Authentication. */
  async function withSpa(more: string) {
    const spa = `"SMTP Use SPA"=dword:00000001\n${more}`
    const text = someHives.replace(/"SMTP Use Auth"=dword:00000000\n"SMTP Auth Method"=dword:00000002/, spa)
    const read = await readOutlook(recordedRegistry(text))
    const account = read.ok ? read.value.flatMap((profile) => profile.accounts)[3] : undefined
    if (account === undefined) throw new Error('No account')
    const proof = ready('mail.tanaka.example')
    const plan = planAccount({ account, proof, addresses: [], shared: null })
    if (!plan.ok) throw new Error(plan.error.kind)
    return { account, plan: plan.value }
  }
  const untick = [
    'client.outlook.step.spa',
    'client.outlook.field.spa',
    { word: 'ui.guide.outlook.word.on' },
    { word: 'ui.guide.outlook.word.off' },
  ]

  it('has Secure Password Authentication unticked where the plan does', async () => {
    const { account, plan } = await withSpa('"SMTP Use Auth"=dword:00000000')
    const steps = stepsByHand(plan, account)
    expect(steps.map(short).slice(2, 5)).toEqual([
      [
        'ui.guide.outlook.more',
        'ui.guide.outlook.field.sign-in',
        { word: 'ui.guide.outlook.word.off' },
        { word: 'ui.guide.outlook.word.on' },
      ],
      untick,
      'client.outlook.step.as-incoming',
    ])
    expect(steps[3]?.done).toBe(false)
    // The authentication is ticked, and the other one still is.
    const settings = { ...account.outgoing.settings, signIn: 'ntlm' as const }
    const ticked = { ...account, outgoing: { ...account.outgoing, settings } }
    expect(
      stepsByHand(plan, ticked)
        .map(({ done }) => done)
        .slice(2, 4),
    ).toEqual([true, false])
    const key = withChanges(account.key, plan.changes)
    expect(stepsByHand(plan, { ...account, key })[3]?.done).toBe(true)
  })

  it('has nothing ticked that is ticked already', async () => {
    const { account, plan } = await withSpa('"SMTP Use Auth"=dword:00000001')
    expect(stepsByHand(plan, account).map(short).slice(2, 5)).toEqual([
      'client.outlook.step.more',
      untick,
      'client.outlook.step.as-incoming',
    ])
  })

  it('has the settings of the incoming server chosen once', async () => {
    const own = '"SMTP Auth Method"=dword:00000001\n"SMTP User"="jiro-smtp"'
    const { account, plan } = await withSpa(`"SMTP Use Auth"=dword:00000001\n${own}`)
    const steps = stepsByHand(plan, account).map(({ text }) => text.key)
    expect(steps.slice(2, 5)).toEqual([
      'client.outlook.step.more',
      'client.outlook.step.spa',
      'client.outlook.step.as-incoming',
    ])
    expect(steps.filter((key) => key === 'client.outlook.step.as-incoming')).toHaveLength(1)
  })

  it('says which of them are done, after the account was read again', async () => {
    const [account] = await accounts()
    if (account === undefined) throw new Error('No account')
    const plan = planAccount({ account, proof: ready('mail.tanaka.example'), addresses: [], shared: null })
    if (!plan.ok) throw new Error(plan.error.kind)
    const outgoing = { ...account.outgoing, settings: plan.value.after }
    const done = stepsByHand(plan.value, { ...account, outgoing }).map((step) => step.done)
    expect(done.filter((one) => one !== null)).toEqual([true, true, true])
  })

  it.each(languages)('has all its words in %s', async (language) => {
    const steps = await stepsFor(3, ready('smtp.new.example'))
    const keys = steps.flatMap(({ text, field, note }) => [
      text.key,
      ...(note === null ? [] : [note.key]),
      ...(field === null ? [] : [field.label]),
      ...[field?.now, field?.after].flatMap((value) =>
        value !== undefined && 'word' in value ? [value.word] : [],
      ),
    ])
    for (const key of [
      ...keys,
      'client.outlook.step.more',
      'client.outlook.step.log-on-using',
      'client.outlook.step.spa',
      'client.outlook.field.spa',
      'ui.guide.word.ssl-tls',
    ])
      expect(locales[language]).toHaveProperty([key])
  })
})
