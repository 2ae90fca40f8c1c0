import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findProgram } from '../../../../electron/clients/thunderbird/program.ts'
import { putPipe } from '../../../fakes/odd-files.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'postern-program-'))
})
afterEach(() => rm(home, { recursive: true }))

async function put(file: string, content = '#!/bin/sh\n', mode = 0o755): Promise<string> {
  const whole = path.join(home, file)
  await mkdir(path.dirname(whole), { recursive: true })
  await writeFile(whole, content)
  await chmod(whole, mode)
  return whole
}

function onLinux(...folders: string[]) {
  const PATH = folders.map((folder) => path.join(home, folder)).join(':')
  return findProgram({ platform: 'linux', env: { PATH }, home })
}

it('takes the first one on the PATH that may be run', async () => {
  await put('broken/thunderbird', '', 0o644)
  const program = await put('usr/bin/thunderbird', '\x7fELF')
  await put('later/thunderbird')
  expect(await onLinux('none', 'broken', 'usr/bin', 'later')).toBe(program)
})

it('follows a link into the folder of the program', async () => {
  const real = await put('usr/lib/thunderbird/thunderbird', '\x7fELF')
  await mkdir(path.join(home, 'bin'))
  await symlink(real, path.join(home, 'bin/thunderbird'))
  expect(await onLinux('bin')).toBe(path.join(home, 'bin/thunderbird'))
})

it('leaves the Snap alone: its own link, and the script of the system that calls it', async () => {
  const snap = await put('usr/bin/snap', '\x7fELF')
  await mkdir(path.join(home, 'snap/bin'), { recursive: true })
  await symlink(snap, path.join(home, 'snap/bin/thunderbird'))
  await put('usr/bin/thunderbird', '#!/bin/sh\nexec /snap/bin/thunderbird "$@"\n')
  expect(await onLinux('usr/bin', 'snap/bin')).toBe(null)
})

it.skipIf(process.platform === 'win32')('reads of a program no more than its start', async () => {
  const big = await put('big/thunderbird', '\x7fELF')
  await truncate(big, 8 * 1024 ** 3)
  expect(await onLinux('big')).toBe(big)
})

it.skipIf(process.platform === 'win32')('passes by a pipe', async () => {
  const program = await put('usr/bin/thunderbird', '\x7fELF')
  await mkdir(path.join(home, 'bin'))
  await putPipe(path.join(home, 'bin/thunderbird'))
  await chmod(path.join(home, 'bin/thunderbird'), 0o755)
  expect(await onLinux('bin', 'usr/bin')).toBe(program)
})

it('finds none where there is none', async () => {
  expect(await onLinux('usr/bin')).toBe(null)
  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    expect(await findProgram({ platform, env: {}, home })).toBe(null)
  }
})

it.each(['ProgramW6432', 'ProgramFiles', 'ProgramFiles(x86)'])('looks in %s on Windows', async (name) => {
  const program = await put('Program Files/Mozilla Thunderbird/thunderbird.exe', 'MZ')
  const env = { ProgramFiles: path.join(home, 'other'), [name]: path.join(home, 'Program Files') }
  expect(await findProgram({ platform: 'win32', env, home })).toBe(program)
})

it('finds the application on macOS', async () => {
  const program = await put('Applications/Thunderbird.app/Contents/MacOS/thunderbird', '')
  expect(await findProgram({ platform: 'darwin', env: {}, home })).toBe(program)
})
