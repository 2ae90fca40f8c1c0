import { describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../../electron/contract/clients.ts'
import type { ClientsState, Repair, UndoState } from '../../../electron/contract/repair.ts'
import { languages } from '../../../electron/text/locales.ts'
import { now } from '../../screens/reports.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { handSteps } from '../../../renderer/guides/hand-steps.ts'
import {
  accountsForFirst,
  accountsMissing,
  createIn,
  changesInList,
  homesWith,
  inNeed,
  nameOf,
  serversOf,
  undoHome,
  worthOpening,
} from '../../../renderer/screens/clients/found.ts'
import {
  chipOf,
  diagnosesInWords,
  keepsPassword,
  settingRows,
} from '../../../renderer/screens/clients/words.ts'
import {
  account,
  after,
  before,
  clients,
  empty,
  fine,
  folder,
  one,
  otherHost,
  profile,
  server,
  steps,
  view,
} from '../../screens/clients-found.ts'
import { base } from '../../screens/states.ts'

const t = createTranslator('en')
const repaired: Repair = { kind: 'repaired', change: 7, view }
const made = (id: number, undone = false) => ({
  id,
  at: '2026-11-24T05:02:11.000Z',
  client: 'thunderbird' as const,
  profile: folder,
  undone,
})

/** Two addresses, each with a server of its own. */
const two = (first: Repair, second: Repair) =>
  profile({
    accounts: [account('a1', 'hanako@tanaka.example', 's1'), account('a2', 'office@tanaka.example', 's2')],
    outgoing: [server('s1', { repair: first }), server('s2', { repair: second })],
  })
const nameIn = (key: string) => `${folder}\n${key}`

describe('what needs the person', () => {
  test.each<[string, Parameters<typeof one>[0], number]>([
    ['a broken server', {}, 1],
    ['one that works', { diagnoses: fine }, 0],
    ['one that is left alone', { diagnoses: [{ kind: 'leave-alone', reason: 'oauth2' }] }, 0],
    ['one that works here, but not everywhere', { diagnoses: [{ kind: 'fragile' }] }, 1],
    ['one that waits for its program', { repair: { kind: 'waiting', since: '', view } }, 1],
    ['one that was repaired', { repair: repaired }, 0],
    ['one whose repair failed', { repair: { kind: 'failed', failure: { key: '', params: {} }, view } }, 1],
  ])('%s', (_, parts, count) => {
    expect(inNeed(clients([one(parts)]))).toHaveLength(count)
  })

  test('not a server that no address sends through', () => {
    expect(inNeed(clients([one({}, { accounts: [] })]))).toEqual([])
  })

  test('not a profile that something else is used instead of, whose card says so', () => {
    const left = one({}, { superseded: 'newer-version' })
    expect(inNeed(clients([left]))).toEqual([])
    expect(worthOpening(clients([left]))).toBeNull()
    const [found] = serversOf(left)
    if (found === undefined) throw new Error('No server')
    expect(chipOf(createTranslator('en'), found).tone).toBe('dim')
  })

  test('is opened first; else what was repaired just now', () => {
    const none: Repair = { kind: 'none' }
    expect(worthOpening(clients([two(none, none)]))).toBe(nameIn('s1'))
    expect(worthOpening(clients([two(repaired, none)]))).toBe(nameIn('s2'))
    expect(worthOpening(clients([one({ repair: repaired })]))).toBe(nameIn('smtp1'))
    expect(worthOpening(clients([one({ diagnoses: fine })]))).toBeNull()
    expect(worthOpening(clients([]))).toBeNull()
  })
})

test('an address that sends through a server in several accounts is told once', () => {
  const both = ['a1', 'a2'].map((key) => account(key, 'hanako@tanaka.example', 's1'))
  const [found] = serversOf(profile({ accounts: both, outgoing: [server('s1', {})] }))
  expect(found?.addresses).toEqual(['hanako@tanaka.example'])
})

describe('an undoing', () => {
  const offered: Repair = { kind: 'offered', view }
  const state = (first: Repair, more: Partial<ClientsState> = {}) =>
    clients([two(first, offered)], { changes: [made(7), made(3)], ...more })

  const undone: UndoState = { kind: 'undone', change: 7, restored: true, kept: [] }

  test('is told in the card that it was asked for in, also when that offers the repair again', () => {
    const homes = homesWith(new Map(), state(repaired))
    const later = homesWith(homes, state(offered))
    expect(undoHome(state(offered, { undo: undone }), later)).toBe(nameIn('s1'))
    expect(undoHome(state(offered), later)).toBeNull()
  })

  test('is told in the list where no card knows of it', () => {
    expect(undoHome(state(offered, { undo: undone }), new Map())).toBeNull()
    const gone = clients([], { undo: undone })
    expect(undoHome(gone, homesWith(new Map(), state(repaired)))).toBeNull()
  })

  test('of a new account is told where that was added', () => {
    const create = { kind: 'created', profile: folder, accountId: 'hanako', change: 7 } as const
    expect(undoHome(state(offered, { create, undo: undone }), new Map())).toBe(folder)
  })

  test('is offered in the list for all changes that no card shows', () => {
    const ids = (shown: ClientsState) => changesInList(shown).map(({ id }) => id)
    expect(ids(state(repaired))).toEqual([3])
    expect(ids(state(offered))).toEqual([7, 3])
    const create = { kind: 'created', profile: folder, accountId: 'hanako', change: 3 } as const
    expect(ids(state(offered, { create }))).toEqual([7])
  })
})

describe('an account of Postern’s is offered', () => {
  const [mine] = base.accounts
  if (mine === undefined) throw new Error('no account')
  const stranger = profile({ accounts: [account('a1', 'office@sakura.example', 's1')] })
  const offered = (where = stranger, profiles = [where], accounts = [mine]) =>
    accountsMissing(where, profiles, accounts).map(({ id }) => id)

  test('where the program does not have it', () => {
    expect(offered()).toEqual(['hanako'])
    expect(offered(profile({ accounts: [account('a1', 'Hanako@Tanaka.example', 's1')] }))).toEqual([])
  })

  test('in the usual profile alone, and only if no profile has it', () => {
    const second = { ...stranger, folder: '/second', isDefault: false }
    expect(offered(second, [second, stranger])).toEqual([])
    expect(offered(stranger, [second, stranger])).toEqual(['hanako'])
    const withIt = { ...second, accounts: [account('a1', mine.address, 's1')] }
    expect(offered(stranger, [withIt, stranger])).toEqual([])
  })

  test('in a profile that was never started, but in none that cannot be read', () => {
    expect(offered({ ...empty({ kind: 'never-started', folder }, 'new'), isDefault: true })).toEqual([
      'hanako',
    ])
    const locked = empty({ kind: 'not-readable', file: folder, code: 'EACCES' }, 'locked')
    expect(offered({ ...locked, isDefault: true })).toEqual([])
  })

  test('in no program that makes its accounts alone', () => {
    const outlook = { ...stranger, client: 'outlook' as const }
    expect(offered(outlook)).toEqual([])
    expect(offered(stranger, [stranger, outlook])).toEqual(['hanako'])
  })

  test('only when it is set up, and with IMAP', () => {
    const pop = { ...mine, incoming: { ...mine.incoming, protocol: 'pop3' as const } }
    expect(offered(stranger, [stranger], [pop, { ...mine, unfinished: true }])).toEqual([])
  })

  test('for a first profile, where a program has none, and told in its row as soon as that is there', () => {
    const create = { kind: 'testing', profile: null, accountId: 'hanako', since: now } as const
    const before = clients([], { canMakeProfile: true, create })
    expect(accountsForFirst(before, [mine, { ...mine, unfinished: true }])).toEqual([mine])
    expect(accountsForFirst(clients([]), [mine])).toEqual([])
    const outlook = { ...stranger, client: 'outlook' as const, folder: 'HKEY_CURRENT_USER\\Outlook' }
    const beside = { ...before, profiles: [outlook] }
    expect(accountsForFirst(beside, [mine])).toEqual([mine])
    expect(createIn(beside, outlook.folder)).toBeNull()
    const made = { ...before, profiles: [stranger] }
    expect(accountsForFirst(made, [mine])).toEqual([])
    expect(createIn(made, stranger.folder)).toEqual(create)
    expect(createIn(made, '/second')).toBeNull()
  })
})

const everyDiagnosis: Diagnosis[] = [
  ...fine,
  ...(['blocked', 'intercepted', 'stripped'] as const).map((why) => ({
    kind: 'broken-here' as const,
    port: 25,
    why,
  })),
  { kind: 'dead-host', host: 'mail.tanaka.example' },
  { kind: 'not-offered', host: 'mail.tanaka.example', port: 587 },
  ...(['untrusted-certificate', 'no-auth', 'unreachable'] as const).map((why) => ({
    kind: 'not-working' as const,
    host: 'mail.tanaka.example',
    port: 587,
    why,
  })),
  { kind: 'wrong-port-for-security', port: 465, security: 'starttls' },
  { kind: 'leaking', what: 'password' },
  { kind: 'leaking', what: 'mail' },
  { kind: 'no-authentication' },
  { kind: 'fragile' },
  { kind: 'no-server' },
  ...(['oauth2', 'exchange', 'local-relay'] as const).map((reason) => ({
    kind: 'leave-alone' as const,
    reason,
  })),
]

describe.each(languages)('in %s', (language) => {
  const say = createTranslator(language)

  test.each(everyDiagnosis)('$kind has a word and a sentence', (diagnosis) => {
    const [found] = serversOf(one({ diagnoses: [diagnosis] }))
    if (found === undefined) throw new Error('no server')
    expect(chipOf(say, found).text).not.toMatch(/ui\.|\{\{/)
    expect(diagnosesInWords(say, [diagnosis], 'Thunderbird')).not.toMatch(/client\.|\{\{/)
  })

  test.each(['thunderbird', 'outlook'] as const)('the settings of %s have its own words', (client) => {
    const rows = settingRows(say, client, { ...view, now: { ...before, host: 'smtp.old.example' } })
    expect(rows).toHaveLength(5)
    for (const row of rows) expect(Object.values(row).join(' ')).not.toMatch(/client\.|ui\.|\{\{/)
  })
})

describe('the table of a repair', () => {
  test('has what changes, and nothing else', () => {
    const rows = settingRows(t, 'thunderbird', { ...view, now: { ...after, port: 25 } })
    expect(rows).toEqual([{ label: 'Port', now: '25', after: '587' }])
  })

  test('calls a password in the clear as Thunderbird does', () => {
    const signIn = (now = before) =>
      settingRows(t, 'thunderbird', { ...view, now }).find(({ label }) => label === 'Authentication method')
    expect(signIn()?.now).toBe('No authentication')
    expect(settingRows(t, 'thunderbird', otherHost).map(({ label }) => label)).not.toContain(
      'Authentication method',
    )
    expect(signIn({ ...before, signIn: 'encrypted-password' })?.now).toBe('Encrypted password')
  })
})

test('whether the password is there already', () => {
  const { changes } = view
  const alone = changes.filter(({ name }) => !name.endsWith('.incomingAccount'))
  expect(keepsPassword(view)).toBe(true)
  expect(keepsPassword({ ...view, changes: alone })).toBe(false)
  expect(keepsPassword({ ...view, changes: alone, now: { ...after, port: 25 } })).toBe(true)
  expect(keepsPassword(otherHost)).toBe(false)
})

test('steps by hand keep their order, ticks, values and notes', () => {
  const shown = handSteps(steps({ ...after, port: 25 }))
  expect(shown.map(({ done }) => done)).toEqual([null, null, true, false, true, true, null])
  expect(shown[3]).toEqual({
    text: 'client.thunderbird.step.type-value',
    params: {},
    fields: [{ label: 'client.thunderbird.field.port', copy: '587' }],
    note: { text: 'client.thunderbird.note.type-port', params: { port: 587 } },
    done: false,
  })
  expect(shown[2]?.fields).toEqual([
    { label: 'client.thunderbird.field.security', word: 'client.thunderbird.security.starttls' },
  ])
})

test('servers of several profiles are told apart', () => {
  const names = [one({}), one({}, { folder: '/other' })].flatMap(serversOf).map(nameOf)
  expect(new Set(names).size).toBe(2)
})
