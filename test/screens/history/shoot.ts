import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { createServer } from 'vite'
import { findChromium } from '../../stand-in/chromium/find-chromium.ts'
import { now } from '../reports.ts'

/** Pictures of the history screen before it is in the window: `node test/screens/history/shoot.ts [sample]` */
const root = path.join(import.meta.dirname, '..', '..', '..')
const folder = process.argv[3] ?? path.join(root, 'docs', 'screens')
const only = process.argv[2]
await mkdir(folder, { recursive: true })
const server = await createServer({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'error',
  optimizeDeps: {
    noDiscovery: true,
    include: ['preact', 'preact/hooks', 'preact/jsx-dev-runtime', 'i18next'],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { port: 0, hmr: false, watch: null },
})
await server.listen()
const url = `${server.resolvedUrls?.local[0] ?? ''}test/screens/history/`
const browser = await chromium.launch({
  executablePath: findChromium() ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})

type Shot = {
  name: string
  sample: string
  lang?: string
  theme?: 'light' | 'dark'
  width?: number
  height?: number
  scale?: number
  forced?: boolean
  act?: (page: Page) => Promise<void>
}
const shots: Shot[] = [
  { name: 'usual', sample: 'usual' },
  { name: 'usual-ja-dark', sample: 'usual', lang: 'ja', theme: 'dark' },
  { name: 'quarter', sample: 'quarter', height: 900 },
  { name: 'empty', sample: 'empty' },
  { name: 'first', sample: 'first', lang: 'ja' },
  { name: '200', sample: 'usual', width: 460, height: 1100, scale: 2 },
  { name: '200-quarter-ja', sample: 'quarter', lang: 'ja', width: 460, height: 900, scale: 2 },
  { name: 'forced', sample: 'usual', forced: true },
  { name: 'keys', sample: 'usual', height: 900, act: keys },
  {
    name: 'rename',
    sample: 'usual',
    act: async (page) => page.getByRole('button', { name: 'Rename' }).click(),
  },
]
for (const shot of shots.filter(({ name }) => only === undefined || only === 'all' || name.includes(only))) {
  const {
    name,
    sample,
    lang = 'en',
    theme = 'light',
    width = 920,
    height = 640,
    scale = 1,
    forced = false,
    act,
  } = shot
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: theme,
    forcedColors: forced ? 'active' : 'none',
    timezoneId: 'Asia/Tokyo',
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(name, error.message))
  await page.route('**/locales/*.json', (route) =>
    route.fulfill({ path: path.join(root, 'assets', 'locales', path.basename(route.request().url())) }),
  )
  await page.clock.setFixedTime(now)
  await page.goto(`${url}?lang=${lang}&sample=${sample}`)
  await page.locator('h1').waitFor()
  await act?.(page)
  await page.screenshot({ path: path.join(folder, `history-${name}.png`), animations: 'disabled' })
  await context.close()
}
await browser.close()
await server.close()

async function keys(page: Page): Promise<void> {
  const name = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    )
  for (let at = 0; at < 4; at += 1) {
    await page.keyboard.press('Tab')
    console.log('Tab ->', await name())
  }
  for (const key of [
    'ArrowLeft',
    'ArrowLeft',
    'ArrowUp',
    'ArrowDown',
    'Home',
    'End',
    'ArrowLeft',
    'ArrowLeft',
    'ArrowLeft',
    'ArrowLeft',
    'ArrowLeft',
  ]) {
    await page.keyboard.press(key)
    console.log(key, '->', await name())
  }
  await page.keyboard.press('Enter')
  await page.waitForTimeout(200)
  console.log('Enter ->', await name())
  await page.keyboard.press('Enter')
  console.log('stops of Tab in the chart:', await page.locator('.chart a[tabindex="0"]').count())
}
