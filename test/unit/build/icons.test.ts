import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { iconFiles, renderIcon } from '../../../build/icons.ts'
import { Mark } from '../../../electron/contract/checked.ts'
import { trayIconFile } from '../../../electron/shell/tray-icon.ts'

const source = (mark: string, kind: string) =>
  readFileSync(new URL(`../../../assets/tray/${mark}-${kind}.svg`, import.meta.url), 'utf8')

/** Where a picture is: what is left of it without its colours. */
async function silhouette(svg: string, size: number): Promise<boolean[]> {
  const { pixels } = await renderIcon(svg, size)
  return Array.from({ length: size * size }, (_none, index) => (pixels[index * 4 + 3] ?? 0) > 127)
}

function differing(one: readonly boolean[], other: readonly boolean[]): number {
  return one.filter((filled, index) => filled !== other[index]).length
}

describe.each([16, 20, 24, 32])('tray icons of %i pixels', (size) => {
  test('are told apart by shape alone', async () => {
    const shapes = await Promise.all(Mark.options.map((mark) => silhouette(source(mark, 'template'), size)))
    for (const [index, shape] of shapes.entries())
      for (const other of shapes.slice(index + 1))
        // A twelfth of the picture: at 16 pixels some twenty of them.
        expect(differing(shape, other)).toBeGreaterThan((size * size) / 12)
  })

  test.each(Mark.options)('%s has one shape in every theme', async (mark) => {
    const [template = [], ...others] = await Promise.all(
      ['template', 'light', 'dark'].map((kind) => silhouette(source(mark, kind), size)),
    )
    expect(template.some((filled) => filled)).toBe(true)
    // The accent of a theme may be a pixel more or less at an edge.
    for (const other of others) expect(differing(template, other)).toBeLessThan((size * size) / 50)
  })
})

test('every icon that the tray may ask for is made, with what belongs beside it', () => {
  const made = new Set(iconFiles().map(({ file }) => file))
  for (const mark of Mark.options) {
    for (const dark of [true, false]) {
      for (const platform of ['win32', 'darwin', 'linux'] as const)
        expect(made).toContain(trayIconFile('', mark, { platform, dark, desktop: undefined }))
      for (const scale of ['@1.25x', '@1.5x', '@2x'])
        expect(made).toContain(path.join('tray', `${mark}-${dark ? 'dark' : 'light'}${scale}.png`))
    }
    expect(made).toContain(path.join('tray', `${mark}Template@2x.png`))
  }
})

test('pictures have the size that their name says', async () => {
  const scaled = { '': 16, '@1.25x': 20, '@1.5x': 24, '@2x': 32 }
  for (const { file, source: from, size } of iconFiles()) {
    const { png } = await renderIcon(readFileSync(from, 'utf8'), size)
    const header = new DataView(png.buffer, png.byteOffset)
    expect([header.getUint32(16), header.getUint32(20)]).toEqual([size, size])
    const named = /^app.(\d+)x\1\.png$/.exec(file)?.[1]
    const scale = /(@[\d.]+x)?\.png$/.exec(file)?.[1] ?? ''
    const expected = file.endsWith('-panel.png') ? 32 : scaled[scale as keyof typeof scaled]
    expect(size).toBe(named === undefined ? expected : Number(named))
  }
})
