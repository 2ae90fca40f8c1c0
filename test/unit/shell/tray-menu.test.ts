import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import type { AccountState, AppState } from '../../../electron/contract/state.ts'
import { trayIconFile } from '../../../electron/shell/tray-icon.ts'
import { type TrayActions, trayMenu, trayToolTip } from '../../../electron/shell/tray-menu.ts'
import { lanesAsked } from '../../../electron/state/lanes.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { exampleAccount } from '../accounts/example-account.ts'
import { freshState, sampleChecked } from '../state/fresh-state.ts'

const checked = sampleChecked(new Date(2026, 10, 24, 14, 2).toISOString())

function account(id: string, testMail: AccountState['testMail'] = { kind: 'none' }): AccountState {
  const { pinned: _pinned, startTlsSeen: _seen, ...shown } = exampleAccount(id)
  return { ...shown, trusted: [], hasPassword: true, checked: null, testMail }
}

function menuOf(state: AppState, now = new Date(2026, 10, 24, 18, 0)) {
  const done: string[] = []
  const actions: TrayActions = {
    open: () => void done.push('open'),
    check: () => void done.push('check'),
    sendTest: (id) => void done.push(`send-test ${id}`),
    clients: () => void done.push('clients'),
    setStartAtLogin: (on) => Promise.resolve(void done.push(`start-at-login ${on}`)),
    quit: () => void done.push('quit'),
  }
  const items = trayMenu(state, createTranslator(state.language), actions, now)
  const all = items.flatMap((item) => [item, ...((item.submenu ?? []) as MenuItemConstructorOptions[])])
  const item = (id: string) => all.find((one) => one.id === id)
  const click = (id: string) => (item(id)?.click as (() => void) | undefined)?.()
  const lines = items.map(({ type, label, enabled }) =>
    type === 'separator' ? '—' : `${label}${enabled === false ? ' (off)' : ''}`,
  )
  return { lines, item, click, done }
}

describe('the menu of the tray', () => {
  test('in its order, in both languages', () => {
    const state = { ...freshState, checked, accounts: [account('hanako')], startAtLogin: true }
    expect(menuOf(state).lines).toEqual([
      'This network blocks port 25 (no answer). Your mail can leave through port 587. (off)',
      'Last check 2:02 PM (off)',
      '—',
      'Open Postern',
      'Check now',
      'Send test mail',
      'Mail clients…',
      '—',
      'Start at login',
      'Quit Postern',
    ])
    expect(menuOf({ ...state, language: 'ja' }).lines.slice(1)).toEqual([
      '前回の確認 14:02 (off)',
      '—',
      'Postern を開く',
      '今すぐ確認',
      'テストメールを送る',
      'メールソフト…',
      '—',
      'ログイン時に起動',
      'Postern を終了',
    ])
  })

  test('before the first check, without an account, where the system tells nothing of login', () => {
    const { lines } = menuOf(freshState)
    expect(lines).toEqual([
      'This network has not been checked yet. (off)',
      '—',
      'Open Postern',
      'Check now',
      'Send test mail (off)',
      'Mail clients…',
      '—',
      'Quit Postern',
    ])
  })

  test('a check that runs cannot be asked for; the last one of another day has its date', () => {
    const checking = { since: checked.at, lanes: lanesAsked, suspected: null }
    const { lines } = menuOf({ ...freshState, checked, checking }, new Date(2026, 10, 25, 9, 0))
    expect(lines).toContain('Check now (off)')
    expect(lines[1]).toMatch(/^Last check Nov 24, 2:02 PM/)
  })

  test('does what it says', () => {
    const { click, done, item } = menuOf({
      ...freshState,
      accounts: [account('hanako')],
      startAtLogin: false,
    })
    for (const id of ['open', 'check', 'send-test', 'clients', 'start-at-login', 'quit']) click(id)
    expect(done).toEqual(['open', 'check', 'send-test hanako', 'clients', 'start-at-login true', 'quit'])
    expect(item('start-at-login')).toMatchObject({ type: 'checkbox', checked: false })
  })

  test('among several accounts the person chooses whose mail is tested', () => {
    const busy = account('r&d', { kind: 'under-way', since: checked.at, progress: null })
    const { click, done, item } = menuOf({ ...freshState, accounts: [account('hanako'), busy] })
    click('send-test:hanako')
    expect(done).toEqual(['send-test hanako'])
    expect(item('send-test:r&d')).toMatchObject({ label: 'r&&d@example.jp', enabled: false })
  })
})

describe('the tooltip', () => {
  test('is the verdict', () => {
    expect(trayToolTip({ ...freshState, checked }, createTranslator('en'))).toBe(
      'This network blocks port 25 (no answer). Your mail can leave through port 587.',
    )
  })

  test('says first whose the verdict is, and that it is of an earlier visit', () => {
    const stuck = {
      ...checked,
      mark: 'blocked',
      headline: { key: 'verdict.all-blocked', params: {} },
    } as const
    const accounts = [
      { ...account('hanako'), checked },
      { ...account('taro'), checked: stuck },
    ]
    const state = { ...freshState, checked: stuck, accounts }
    const says = (changes: Partial<AppState>, language: 'en' | 'ja' = 'en') =>
      trayToolTip({ ...state, ...changes }, createTranslator(language))
    expect(says({})).toMatch(/^taro@example\.jp: No port lets mail through here\./)
    expect(says({ remembered: true })).toMatch(/^Last time here: taro@example\.jp: No port/)
    expect(says({ remembered: true }, 'ja')).toMatch(/^前回ここでは：taro@example\.jp：/)
    const more = [...accounts, { ...account('jiro'), checked: stuck }]
    expect(says({ accounts: more })).toMatch(/^taro@example\.jp and 1 more: No port/)
    expect(says({ accounts: more }, 'ja')).toMatch(/^taro@example\.jp ほか1件：/)
    const paused = accounts.map((one) => ({ ...one, checked: null, paused: true as const }))
    expect(says({ accounts: paused })).toMatch(/^All accounts are paused\. No port/)
  })

  test('is never longer than Windows takes, and cut between letters', () => {
    const host = `${'👩‍💻'.repeat(40)}.example`
    const long = { ...checked, headline: { key: 'verdict.unreachable', params: { host } } }
    const text = trayToolTip({ ...freshState, checked: long }, createTranslator('en'))
    expect(text.length).toBeLessThanOrEqual(127)
    expect(text).toMatch(/^(👩‍💻)+…$/u)
  })
})

describe('the icon', () => {
  test.each([
    ['darwin', true, undefined, 'okTemplate.png'],
    ['win32', false, undefined, 'ok-light.png'],
    ['win32', true, undefined, 'ok-dark.png'],
    ['linux', false, 'KDE', 'ok-light-panel.png'],
    ['linux', true, 'KDE', 'ok-dark-panel.png'],
    ['linux', false, 'ubuntu:GNOME', 'ok-dark-panel.png'],
    ['linux', false, undefined, 'ok-light-panel.png'],
  ] as const)('on %s, dark %s, desktop %s', (platform, dark, desktop, file) => {
    expect(trayIconFile('icons', 'ok', { platform, dark, desktop })).toMatch(new RegExp(`tray.${file}$`))
  })
})
