import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import type { Browser } from 'playwright-core'
import { launchChromium } from './launch.ts'
import { type Look, openWindow, usualSize } from './open-window.ts'
import { serveWindow } from './serve.ts'
import { type Sample, samples } from './states.ts'

/**
 * Writes a picture of every screen in every state to docs/screens, and sheets with all of them side by side. The window
 * has to be built before. `node test/screens/shoot.ts [part of a name] [--all-looks] [--height=PIXELS]`
 */
const args = process.argv.slice(2)
const filter = args.find((arg) => !arg.startsWith('--')) ?? ''
const height = Number(args.find((arg) => arg.startsWith('--height='))?.split('=')[1] ?? usualSize.height)
const folder = path.join(import.meta.dirname, '..', '..', 'docs', 'screens')

const looks: readonly Look[] = (['en', 'ja'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    ([1, 2] as const).map((zoom) => ({ language, theme, zoom })),
  ),
)
/** Enough for a glance: each language once, each theme once, and the zoom. */
const fewLooks: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'ja', theme: 'dark' },
  { language: 'en', theme: 'light', zoom: 2 },
]

const wanted = samples.filter(({ name }) => name.includes(filter))
if (wanted.length === 0) throw new Error(`No sample has "${filter}" in its name.`)
await mkdir(folder, { recursive: true })
const served = await serveWindow()
const browser = await launchChromium()
try {
  for (const look of args.includes('--all-looks') ? looks : fewLooks) {
    const files: string[] = []
    for (const sample of wanted) files.push(await shoot(browser, sample, look))
    await sheet(browser, files, `sheet.${nameOf(look)}`)
  }
} finally {
  await browser.close()
  await served.close()
}
process.stdout.write(`${(await readdir(folder)).length} pictures in ${folder}\n`)

async function shoot(on: Browser, sample: Sample, look: Look): Promise<string> {
  const page = await openWindow(on, served.url, sample, { ...look, size: { ...usualSize, height } })
  const file = `${sample.name}.${nameOf(look)}.png`
  if (look.zoom === 2) {
    // As high as its content: the foot of the window sticks to the end of the picture.
    const content = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ width: usualSize.width / 2, height: content })
  }
  await page.screenshot({ path: path.join(folder, file), animations: 'disabled' })
  await page.context().close()
  return file
}

function nameOf({ language, theme, zoom = 1 }: Look): string {
  return [language, theme, ...(zoom === 2 ? ['200'] : [])].join('.')
}

async function sheet(on: Browser, files: readonly string[], name: string): Promise<void> {
  const figures = files.map((file) => `<figure><img src="${file}"><figcaption>${file}</figcaption></figure>`)
  const style =
    'body{display:grid;grid-template-columns:repeat(4,1fr);gap:14px;margin:14px;background:#ccd5d2;font:12px sans-serif}' +
    'figure{margin:0}img{width:100%}'
  const page = path.join(folder, `${name}.html`)
  await writeFile(page, `<!doctype html><meta charset="utf-8"><style>${style}</style>${figures.join('')}`)
  const tab = await on.newPage({ viewport: { width: 1_760, height: 900 } })
  await tab.goto(`file://${page}`, { waitUntil: 'load' })
  await tab.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
  await tab.close()
}
