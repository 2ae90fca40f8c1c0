import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import {
  keyboardGaps,
  misplacedText,
  runningAnimations,
  smallTargets,
  untranslated,
} from '../screens/in-page.ts'
import { launchChromium } from '../screens/launch.ts'
import { openWindow, speak, usualSize } from '../screens/open-window.ts'
import { serveWindow } from '../screens/serve.ts'
import { samples } from '../screens/states.ts'

/** Every screen in every state, with a bridge that has nothing behind it, in Chromium alone. */
test.describe.configure({ mode: 'parallel' })

let browser: Browser
let served: Awaited<ReturnType<typeof serveWindow>>

test.beforeAll(async () => {
  const built = path.join(import.meta.dirname, '..', '..', 'out', 'renderer', 'index.html')
  if (!existsSync(built)) throw new Error('The window is not built: npm run build')
  served = await serveWindow()
  browser = await launchChromium()
})

test.afterAll(async () => {
  await browser.close()
  await served.close()
})

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** High enough that nothing is hidden by scrolling. */
const tall = { width: usualSize.width, height: 3_000 }
const twiceAsLarge = { width: usualSize.width / 2, height: usualSize.height / 2 }
/** The width at which WCAG 2.2, 1.4.10 wants no scrolling to the side. */
const narrowest = { width: 320, height: 640 }

/** All of them take three minutes: a test run looks at every third, `POSTERN_ALL_SCREENS=1` at all. */
const looked = samples.filter(
  (_, index) => process.env['POSTERN_ALL_SCREENS'] !== undefined || index % 3 === 0,
)

for (const sample of looked) {
  test(sample.name, async () => {
    const english = { language: 'en', theme: 'light', reducedMotion: true } as const
    const page = await openWindow(browser, served.url, sample, english)
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))

    if (sample.act === null) await expect.poll(() => isFocusWhereItHelps(page)).toBe(true)
    expect(await runningAnimations(page), 'with reduced motion nothing moves').toBe(0)
    expect(await keyboardGaps(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    await readable(page)

    // Colours do not depend on the language: two of the four looks are all.
    await speak(page, sample, 'ja')
    await page.emulateMedia({ colorScheme: 'dark' })
    await readable(page)
    expect(complaints).toEqual([])
    await page.context().close()
  })
}

/** On the title; on an error on the first wrong field; on a question that has to be answered. */
function isFocusWhereItHelps(page: Page): Promise<boolean> {
  return page.evaluate(
    () => document.activeElement?.matches('h1, [aria-invalid="true"], .panel[role="group"]') === true,
  )
}

/** In any size of the window, and by the rules of axe. */
async function readable(page: Page): Promise<void> {
  expect(await untranslated(page)).toEqual([])
  for (const size of [usualSize, twiceAsLarge, narrowest]) {
    await page.setViewportSize(size)
    // What measures its place draws itself anew.
    await expect.poll(() => misplacedText(page), `${size.width} pixels wide`).toEqual([])
  }
  await page.setViewportSize(tall)
  expect(await violations(page)).toEqual([])
}

test('without reduced motion a lane that is being asked moves', async () => {
  const [sample] = samples.filter(({ name }) => name === 'network-checking-under_way')
  if (sample === undefined) throw new Error('no such sample')
  const page = await openWindow(browser, served.url, sample, { language: 'en', theme: 'light' })
  expect(await runningAnimations(page)).toBeGreaterThan(0)
  await page.context().close()
})

/** A line for each rule that is broken, with the place. The page has no frames, so that legacy mode sees all of it. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ runOnly: { type: 'tag', values: levels }, resultTypes: ['violations'] })
    .analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  )
}
