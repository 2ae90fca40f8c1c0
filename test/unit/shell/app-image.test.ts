import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appImageOf } from '../../../electron/shell/app-image.ts'

let folder: string
const at = (...names: string[]) => path.join(folder, ...names)

/** A program in a folder of its own. */
function program(...names: string[]): string {
  const file = at(...names)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '')
  return file
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'postern-appimage-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a program in the folder of an AppImage is of this AppImage, through links too', () => {
  const postern = program('mount', 'postern')
  const env = { APPIMAGE: at('Postern.AppImage'), APPDIR: at('mount') }
  expect(appImageOf(env, postern)).toBe(at('Postern.AppImage'))
  expect(appImageOf({ ...env, APPDIR: `${at('mount')}/` }, postern)).toBe(at('Postern.AppImage'))
  symlinkSync(at('mount'), at('link'))
  expect(appImageOf({ ...env, APPDIR: at('link') }, postern)).toBe(at('Postern.AppImage'))
  expect(appImageOf(env, at('link', 'postern'))).toBe(at('Postern.AppImage'))
})

test('a program that was started from a terminal that is an AppImage is not of it', () => {
  program('mount', 'wezterm')
  const env = { APPIMAGE: at('WezTerm.AppImage'), APPDIR: at('mount') }
  expect(appImageOf(env, program('opt', 'Postern', 'postern'))).toBeUndefined()
  // A name that begins in the same way is another folder.
  expect(appImageOf(env, program('mount-2', 'postern'))).toBeUndefined()
  symlinkSync(program('opt', 'postern'), at('mount', 'postern'))
  expect(appImageOf(env, at('mount', 'postern'))).toBeUndefined()
})

test('what the variables do not say, or not of this moment, is not believed', () => {
  const postern = program('mount', 'postern')
  const APPIMAGE = at('Postern.AppImage')
  const APPDIR = at('mount')
  for (const env of [
    {},
    { APPIMAGE },
    { APPDIR },
    { APPIMAGE, APPDIR: '' },
    { APPIMAGE, APPDIR: path.relative(process.cwd(), APPDIR) },
    { APPIMAGE, APPDIR: '/' },
    { APPIMAGE, APPDIR: at('gone') },
    { APPIMAGE: 'Postern.AppImage', APPDIR },
  ])
    expect(appImageOf(env, postern)).toBeUndefined()
})
