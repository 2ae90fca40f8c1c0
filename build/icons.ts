import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { icns, ico, type Png } from './icon-files.ts'

/** Renders assets/tray and assets/app-icon.svg into out/icons, in every size that a system asks for. */

const root = path.join(import.meta.dirname, '..')
const traySources = path.join(root, 'assets', 'tray')

/** What `nativeImage` looks for beside `icon.png`: Windows at 100, 125, 150 and 200 %, macOS at 1x and 2x. */
const windowsSizes = { '': 16, '@1.25x': 20, '@1.5x': 24, '@2x': 32 }
const macSizes = { '': 16, '@2x': 32 }
/** Panels of Linux desktops scale one picture to their own height. */
const linuxSizes = { '-panel': 32 }
const appSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

let ready: Promise<void> | undefined

/** A picture of `svg`, `size` pixels wide and high. */
export async function renderIcon(
  svg: string,
  size: number,
): Promise<{ png: Uint8Array; pixels: Uint8Array }> {
  ready ??= initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')))
  await ready
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render()
  const { pixels } = image
  const png = image.asPng()
  image.free()
  return { png, pixels }
}

/** The files to write, by their names below out/icons, with their source and size. */
export function iconFiles(): { file: string; source: string; size: number }[] {
  const tray = readdirSync(traySources).flatMap((name) => {
    const source = path.join(traySources, name)
    const base = path.basename(name, '.svg')
    // A name that ends with "Template" makes macOS draw the shape in the colour of its menu bar.
    return base.endsWith('-template')
      ? named(base.replace('-template', 'Template'), macSizes, source)
      : named(base, { ...windowsSizes, ...linuxSizes }, source)
  })
  const app = appSizes.map((size) => ({
    file: path.join('app', `${size}x${size}.png`),
    source: path.join(root, 'assets', 'app-icon.svg'),
    size,
  }))
  return [...tray, ...app]
}

function named(
  base: string,
  sizes: Record<string, number>,
  source: string,
): { file: string; source: string; size: number }[] {
  return Object.entries(sizes).map(([suffix, size]) => ({
    file: path.join('tray', `${base}${suffix}.png`),
    source,
    size,
  }))
}

async function writeIcons(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  const app: Png[] = []
  for (const { file, source, size } of iconFiles()) {
    const { png } = await renderIcon(readFileSync(source, 'utf8'), size)
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), png)
    if (path.dirname(file) === 'app') app.push({ size, png })
  }
  writeFileSync(path.join(folder, 'postern.icns'), icns(app))
  writeFileSync(path.join(folder, 'postern.ico'), ico(app))
}

if (process.argv[1] === import.meta.filename) await writeIcons(path.join(root, 'out', 'icons'))
