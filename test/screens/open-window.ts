import type { Browser, Page } from 'playwright-core'
import type { AppState } from '../../electron/contract/state.ts'
import type { HistoryDays } from '../../electron/contract/timeline.ts'
import { explained } from './explained.ts'
import { now } from './reports.ts'
import type { Sample } from './states.ts'

export type Look = {
  language: 'en' | 'ja'
  theme: 'light' | 'dark'
  /** 2: as the zoom of the window makes it, half as many CSS pixels of double size. */
  zoom?: 1 | 2 | undefined
  size?: { width: number; height: number } | undefined
  reducedMotion?: boolean | undefined
  forcedColors?: boolean | undefined
}

/** The size that the app's window opens with. */
export const usualSize = { width: 920, height: 640 }

/** Shows a sample in the real window, with a bridge that has nothing behind it. */
export async function openWindow(browser: Browser, url: string, sample: Sample, look: Look): Promise<Page> {
  const { zoom = 1, size = usualSize } = look
  const context = await browser.newContext({
    viewport: { width: Math.round(size.width / zoom), height: Math.round(size.height / zoom) },
    deviceScaleFactor: zoom,
    colorScheme: look.theme,
    reducedMotion: look.reducedMotion === true ? 'reduce' : 'no-preference',
    forcedColors: look.forcedColors === true ? 'active' : 'none',
    locale: look.language,
    timezoneId: 'Asia/Tokyo',
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(now)
  const state: AppState = { ...sample.state, language: look.language }
  const { screen, history } = sample
  await page.addInitScript(bridge, { state, screen, history, explained })
  await page.goto(url)
  await page.locator('h1').waitFor()
  await sample.act?.(page)
  return page
}

/** The same screen in another language, as after a change of the preference. */
export async function speak(page: Page, sample: Sample, language: Look['language']): Promise<void> {
  const state: AppState = { ...sample.state, language, revision: sample.state.revision + 1 }
  await page.evaluate((next) => {
    const { tell } = globalThis as unknown as { tell: (name: string, payload: unknown) => void }
    tell('state', next)
  }, state)
  await page.locator(`html[lang="${language}"]`).waitFor()
}

/** Runs in the page, before its own scripts. */
function bridge({
  state,
  screen,
  history,
  explained: explanations,
}: Pick<Sample, 'state' | 'screen' | 'history'> & { explained: typeof explained }): void {
  const calls: { name: string; input: unknown }[] = []
  const historyOf = ({ days }: { days: HistoryDays }) => {
    if (history === 'not-yet') return new Promise(() => undefined)
    return Promise.resolve(
      history === 'failed' ? { ok: false, error: { code: 'failed' } } : { ok: true, value: history[days] },
    )
  }
  const listeners = new Map<string, (payload: unknown) => void>()
  Object.assign(globalThis, {
    calls,
    tell: (name: string, payload: unknown) => listeners.get(name)?.(payload),
    postern: {
      call: (name: string, input: unknown) => {
        if (name !== 'state.read') calls.push({ name, input })
        if (name === 'history.read') return historyOf(input as { days: HistoryDays })
        if (name === 'explain') {
          const { text } = input as { text: string }
          return Promise.resolve({ ok: true, value: explanations[text] ?? [] })
        }
        if (name === 'apple-mail.save')
          return Promise.resolve({
            ok: true,
            value: { file: '/home/hanako/hanako@tanaka.example.mobileconfig', opened: true },
          })
        return Promise.resolve({ ok: true, value: name === 'state.read' ? state : undefined })
      },
      on: (name: string, listener: (payload: unknown) => void) => {
        listeners.set(name, listener)
        if (name === 'show' && screen !== 'status') queueMicrotask(() => listener({ screen }))
        return () => undefined
      },
    },
  })
}
