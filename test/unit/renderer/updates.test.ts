import { describe, expect, test } from 'vitest'
import type { ClientsState, Repair } from '../../../electron/contract/repair.ts'
import { languages } from '../../../electron/text/locales.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import {
  isChangingClients,
  type KnownUpdate,
  updateWords,
} from '../../../renderer/screens/settings/update-words.ts'
import { clients, folder, one, view } from '../../screens/clients-found.ts'
import { now } from '../../screens/reports.ts'

const at = (minutesAgo: number) => new Date(Date.parse(now) - minutesAgo * 60_000).toISOString()
const reader = { language: 'en', now: Date.parse(now) }
const said = (update: KnownUpdate) => {
  const { title, notes } = updateWords(createTranslator('en'), update, reader)
  return [title, ...notes].join(' ')
}

test.each<[KnownUpdate, string]>([
  [
    { state: 'off', why: 'no-source' },
    'This copy of Postern does not look for updates. It was built without an address for them. A newer version comes from where you got this one.',
  ],
  [{ state: 'current', checkedAt: null }, 'Not looked for a newer version yet.'],
  [{ state: 'current', checkedAt: at(0) }, 'Postern is up to date. Looked just now.'],
  [{ state: 'current', checkedAt: at(5) }, 'Postern is up to date. Looked 5 minutes ago.'],
  [{ state: 'downloading', version: '1.1.0', percent: 45 }, 'Version 1.1.0 is being downloaded.'],
  [{ state: 'ready', version: '1.1.0' }, 'Version 1.1.0 is ready. It is put in place when you quit Postern.'],
  [
    { state: 'failed', why: 'unreachable', at: at(60) },
    'The address for updates could not be reached. Check the connection, then look again. Looked 1 hour ago.',
  ],
])('%o is told as it is', (update, words) => {
  expect(said(update)).toBe(words)
})

const every: KnownUpdate[] = [
  ...(['no-source', 'by-hand'] as const).map((why) => ({ state: 'off' as const, why })),
  { state: 'current', checkedAt: null },
  { state: 'current', checkedAt: at(5) },
  { state: 'downloading', version: '1.1.0', percent: 0 },
  { state: 'ready', version: '1.1.0' },
  ...(['unreachable', 'not-genuine', 'not-saved', 'unexpected'] as const).map((why) => ({
    state: 'failed' as const,
    why,
    at: at(5),
  })),
]

describe.each(languages)('in %s', (language) => {
  const t = createTranslator(language)

  test.each(every)('$state has words of its own', (update) => {
    const { title, notes } = updateWords(t, update, { ...reader, language })
    expect([title, ...notes].join(' ')).not.toMatch(/ui\.|\{\{/)
  })

  test('what failed names the next step', () => {
    for (const update of every)
      if (update.state === 'failed')
        expect(updateWords(t, update, reader).notes[0]).toMatch(/look again|もう一度/i)
  })
})

describe('whether a mail program is being changed', () => {
  const repairing = (repair: Repair) => clients([one({ repair })])
  const creating = (create: ClientsState['create']) => clients([], { create })
  const parts = { profile: folder, accountId: 'hanako', since: now }

  test.each<[string, ClientsState, boolean]>([
    ['while nothing is done', clients([one({})]), false],
    ['while a repair is offered', repairing({ kind: 'offered', view }), false],
    ['while a repair waits for its program', repairing({ kind: 'waiting', since: now, view }), true],
    ['while a repair is tried', repairing({ kind: 'testing', since: now }), false],
    ['while a repair is written', repairing({ kind: 'writing', view }), true],
    ['after a repair', repairing({ kind: 'repaired', change: 7, view }), false],
    ['while a change is undone', clients([], { undo: { kind: 'writing', change: 7 } }), true],
    ['while an account is put into a program', creating({ kind: 'testing', ...parts }), true],
    ['while a program makes its first profile', creating({ kind: 'making', ...parts }), true],
    ['while an account waits for its program', creating({ kind: 'waiting', ...parts }), true],
  ])('%s', (_, state, isChanging) => {
    expect(isChangingClients(state)).toBe(isChanging)
  })
})
