import type { Page } from 'playwright-core'
import type { AppState } from '../../electron/contract/state.ts'
import type { UpdateState } from '../../electron/contract/updates.ts'
import { usualPreferences } from '../../electron/contract/preferences.ts'
import { clients, one, view } from './clients-found.ts'
import { now } from './reports.ts'

/** How far Postern can be with a newer version of itself, as the settings show it; and the licences below. */

type SettingsSample = { name: string; parts: Partial<AppState>; act: (page: Page) => Promise<void> }

function ago(seconds: number): string {
  return new Date(Date.parse(now) - seconds * 1_000).toISOString()
}

const scroll = (page: Page) => page.locator('.set:has(.update)').scrollIntoViewIfNeeded()

const states = {
  'no-source': { state: 'off', why: 'no-source' },
  'by-hand': { state: 'off', why: 'by-hand' },
  'not-looked': { state: 'current', checkedAt: null },
  current: { state: 'current', checkedAt: ago(5 * 60) },
  looking: { state: 'looking' },
  downloading: { state: 'downloading', version: '1.1.0', percent: 45 },
  ready: { state: 'ready', version: '1.1.0' },
  unreachable: { state: 'failed', why: 'unreachable', at: ago(20) },
  'not-genuine': { state: 'failed', why: 'not-genuine', at: ago(5 * 60) },
  'not-saved': { state: 'failed', why: 'not-saved', at: ago(3_600) },
  unexpected: { state: 'failed', why: 'unexpected', at: ago(86_400) },
} satisfies Record<string, UpdateState>

export const settingsSamples: readonly SettingsSample[] = [
  ...Object.entries(states).map(([name, updates]) => ({
    name: `update-${name}`,
    parts: { updates },
    act: scroll,
  })),
  {
    name: 'update-looking-slow',
    parts: { updates: states.looking },
    act: async (page) => {
      await page.clock.setFixedTime(Date.parse(now) + 4_000)
      await page.locator('.busy').waitFor()
      await scroll(page)
    },
  },
  {
    name: 'update-not-now',
    parts: { updates: states.ready, clients: clients([one({ repair: { kind: 'writing', view } })]) },
    act: scroll,
  },
  {
    name: 'update-when-asked',
    parts: {
      updates: states.current,
      preferences: { ...usualPreferences, lookForUpdates: false },
    },
    act: scroll,
  },
  {
    name: 'licences',
    parts: {},
    act: async (page) => {
      await page.locator('.about summary').first().click()
      await page.locator('.licences summary').nth(1).click()
      await page.locator('.licences .code').scrollIntoViewIfNeeded()
    },
  },
]
