import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/clients/diagnose.ts'
import { readAccount } from '../../../../electron/clients/outlook/accounts.ts'
import { type OutlookRepair, planAccount, withChanges } from '../../../../electron/clients/outlook/plan.ts'
import { readOutlook } from '../../../../electron/clients/outlook/read-profiles.ts'
import type { NoPlan } from '../../../../electron/contract/clients.ts'
import {
  accountsOf,
  hex,
  imapAccount,
  ready,
  recordedRegistry,
  regHeader,
  someHives,
} from './some-outlook.ts'

const host = 'mail.tanaka.example'

async function accountOf(text: string, index = 0): Promise<OutlookRepair['account']> {
  const read = await readOutlook(recordedRegistry(text))
  const accounts = read.ok ? read.value.flatMap((profile) => profile.accounts) : []
  const account = accounts[index]
  if (account === undefined) throw new Error('No account')
  return account
}

/** An IMAP account at its defaults for sending, with lines of its own. */
const account = (lines: string) =>
  accountOf(`${regHeader}${imapAccount(`${accountsOf('16.0', 'x')}\\00000001`, 'a@b.example', lines)}`)

function plan(of: OutlookRepair['account'], change: Partial<OutlookRepair> = {}) {
  return planAccount({ account: of, proof: ready(host), addresses: [], shared: null, ...change })
}

/** name -> [before, after], as it is written. */
function changes(
  of: OutlookRepair['account'],
  change: Partial<OutlookRepair> = {},
): Record<string, unknown[]> {
  const planned = plan(of, change)
  if (!planned.ok) throw new Error(planned.error.kind)
  const { after } = planned.value
  // The account then means what was planned, and there is nothing left to repair.
  const key = withChanges(of.key, planned.value.changes)
  const repaired = readAccount(key, of.outgoing.key)
  expect(repaired?.outgoing.settings).toEqual(after)
  const proof = change.proof ?? ready(host)
  expect(diagnose(after, { outbound25: null, server: proof, addresses: [] })).toEqual([
    { kind: 'fine', port: proof.submission.port, tested: true },
  ])
  if (repaired !== null)
    expect(plan({ ...repaired, key }, change)).toEqual({ ok: false, error: { kind: 'nothing-to-change' } })
  return Object.fromEntries(
    planned.value.changes.map(({ name, before, after: then }) => [name, [before, then]]),
  )
}

describe('planAccount', () => {
  it('adds the values that are not stored', async () => {
    expect(changes(await account(''))).toEqual({
      'SMTP Port': [null, 587],
      'SMTP Secure Connection': [null, 2],
      'SMTP Use Auth': [null, 1],
    })
  })

  it('signs in as for reading where no sign-in was set', async () => {
    expect(changes(await accountOf(someHives, 3))).toEqual({
      'SMTP Port': [25, 587],
      'SMTP Secure Connection': [0, 2],
      'SMTP Use Auth': [0, 1],
      'SMTP Auth Method': [2, 0],
    })
  })

  it('keeps a user and password of its own, and the switch of older builds', async () => {
    const lines =
      '"SMTP Use SSL"=dword:1\n"SMTP Use Auth"=dword:1\n"SMTP Auth Method"=dword:1\n"SMTP User"="x"'
    expect(changes(await account(lines))).toEqual({
      'SMTP Port': [null, 587],
      'SMTP Secure Connection': [null, 2],
    })
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['who reads', 'taro', { 'SMTP Auth Method': [1, 0] }],
    ['who is somebody else', 'taro@tanaka.example', { 'SMTP User': ['x', 'taro@tanaka.example'] }],
  ])('signs in to another server as it is known there: %s', async (_, username, expected) => {
    const own = await account('"SMTP Use Auth"=dword:1\n"SMTP Auth Method"=dword:1\n"SMTP User"="x"')
    const other = 'smtp.new.example'
    const shared = { username, outgoingHost: other, incomingHost: 'imap.tanaka.example' }
    const written = changes(own, { proof: ready(other), shared })
    expect(written).toEqual({
      'SMTP Port': [null, 587],
      'SMTP Secure Connection': [null, 2],
      'SMTP Server': [host, other],
      ...expected,
    })
    // Of the server that is set, the account knows best.
    const here = changes(own, { shared: { ...shared, outgoingHost: host } })
    expect(Object.keys(here)).toEqual(['SMTP Port', 'SMTP Secure Connection'])
  })

  it('signs in as for reading at another server, unless somebody else is known there', async () => {
    const other = 'smtp.new.example'
    const known = { username: 'taro@tanaka.example', outgoingHost: other, incomingHost: other }
    const plain = await account('')
    expect(changes(plain, { proof: ready(other) })).not.toHaveProperty('SMTP User')
    expect(changes(plain, { proof: ready(other), shared: known })).toMatchObject({
      'SMTP Auth Method': [null, 1],
      'SMTP User': [null, 'taro@tanaka.example'],
    })
  })

  it('does not leave a user of its own that is empty', async () => {
    const lines = '"SMTP Use Auth"=dword:1\n"SMTP Auth Method"=dword:1'
    expect(changes(await account(lines))).toMatchObject({ 'SMTP Auth Method': [1, 0] })
  })

  it('writes 465 with TLS where that is what was proven', async () => {
    const lines = '"SMTP Port"=dword:24b\n"SMTP Secure Connection"=dword:2\n"SMTP Use Auth"=dword:1'
    expect(changes(await account(lines), { proof: ready(host, 465) })).toEqual({
      'SMTP Port': [587, 465],
      'SMTP Secure Connection': [2, 1],
    })
  })

  it('changes to another server, in the type that its name has', async () => {
    const of = await accountOf(someHives, 3)
    const proof = ready('smtp.new.example')
    expect(changes(of, { proof })).toMatchObject({ 'SMTP Server': [host, 'smtp.new.example'] })
    const planned = plan(of, { proof })
    const key = withChanges(of.key, planned.ok ? planned.value.changes : [])
    expect(key.values.get('SMTP Server')).toEqual({
      kind: 'hex',
      type: 3,
      bytes: Buffer.from('smtp.new.example\0', 'utf16le'),
    })
  })

  it('turns the secure password off where the server only takes others, and keeps it where it works', async () => {
    const spa = await account('"SMTP Use SPA"=dword:1')
    expect(changes(spa)).toMatchObject({ 'SMTP Use SPA': [1, 0] })
    const signsIn = await account('"SMTP Use SPA"=dword:1\n"SMTP Use Auth"=dword:1')
    expect(changes(signsIn)).toMatchObject({ 'SMTP Use SPA': [1, 0] })
    const used = await account('"SMTP Use SPA"=dword:1\n"SMTP Use Auth"=dword:1')
    expect(changes(used, { proof: ready(host, 587, { auth: ['NTLM'] }) })).not.toHaveProperty('SMTP Use SPA')
  })

  it.each<[string, string, Partial<OutlookRepair>, NoPlan]>([
    ['that was not tested', '', { proof: null }, { kind: 'not-tested' }],
    [
      'that is as it should be',
      '"SMTP Port"=dword:24b\n"SMTP Secure Connection"=dword:2\n"SMTP Use Auth"=dword:1',
      {},
      { kind: 'nothing-to-change' },
    ],
    [
      'whose server takes mail on no port',
      '',
      { proof: ready(host, 587, { verdict: 'blocked', port: null, security: null }) },
      { kind: 'not-proven', host },
    ],
    [
      'whose server has no sign-in for Outlook',
      '',
      { proof: ready(host, 587, { auth: ['SCRAM-SHA-256'] }) },
      { kind: 'no-usable-sign-in', host, mechanisms: ['SCRAM-SHA-256'] },
    ],
    [
      'at a server in this network',
      '',
      { addresses: ['192.168.1.9'] },
      { kind: 'leave-alone', reason: 'local-relay' },
    ],
    [
      'with a value in a form of its own',
      '"SMTP Port"=hex:19,00,00,00',
      {},
      { kind: 'not-understood', settings: ['SMTP Port'] },
    ],
    [
      'with text that does not end',
      '"SMTP Use Auth"=hex(1):31,00',
      {},
      { kind: 'not-understood', settings: ['SMTP Use Auth'] },
    ],
  ])('leaves an account alone %s', async (_, lines, change, error) => {
    expect(plan(await account(lines), change)).toEqual({ ok: false, error })
  })

  it('leaves an account alone without a user name', async () => {
    const of = await accountOf(
      `${regHeader}${imapAccount(`${accountsOf('16.0', 'x')}\\00000001`, 'a@b.example').replace(/"IMAP User".*\n/, '')}`,
    )
    expect(plan(of)).toEqual({ ok: false, error: { kind: 'no-user-name' } })
  })

  it('keeps bytes for a text that stands as bytes, and strings for strings', async () => {
    const of = await account(`"SMTP User"=${hex('x')}`)
    const key = withChanges(of.key, [
      { name: 'smtp user', before: 'x', after: '日本' },
      { name: 'New', before: null, after: 'y' },
      { name: 'SMTP Server', before: host, after: null },
    ])
    expect(key.values.get('SMTP User')).toMatchObject({
      kind: 'hex',
      bytes: Buffer.from('日本\0', 'utf16le'),
    })
    expect(key.values.get('New')).toEqual({ kind: 'string', text: 'y' })
    expect(key.values.has('SMTP Server')).toBe(false)
  })
})
