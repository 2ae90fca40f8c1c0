import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasOutlookFolder } from '../../../../electron/clients/outlook/outlook-folder.ts'
import { findOtherOutlooks } from '../../../../electron/clients/outlook/other-outlooks.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'postern-outlooks-'))
})
afterEach(() => rm(home, { recursive: true }))

const put = (...parts: string[]) => mkdir(path.join(home, ...parts), { recursive: true })
const find = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) =>
  findOtherOutlooks({ platform, env, home }, path.join(home, 'Applications of all'))

describe('findOtherOutlooks', () => {
  it('finds the new Outlook for Windows by its package', async () => {
    expect(await find('win32')).toEqual([])
    await put('AppData', 'Local', 'Packages', 'Microsoft.OutlookForWindowsX')
    expect(await find('win32')).toEqual([])
    await put('AppData', 'Local', 'Packages', 'Microsoft.OutlookForWindows_8wekyb3d8bbwe')
    expect(await find('win32')).toEqual(['new-windows'])
    expect(await find('win32', { LOCALAPPDATA: path.join(home, 'elsewhere') })).toEqual([])
    await put('elsewhere', 'Packages', 'Microsoft.OutlookForWindows_8wekyb3d8bbwe')
    expect(await find('win32', { LOCALAPPDATA: path.join(home, 'elsewhere') })).toEqual(['new-windows'])
  })

  it.each(['Applications', 'Applications of all'])('finds Outlook for Mac in %s', async (place) => {
    expect(await find('darwin')).toEqual([])
    await put(place, 'Microsoft Outlook.app')
    expect(await find('darwin')).toEqual(['mac'])
    expect(await find('linux')).toEqual([])
  })
})

describe('hasOutlookFolder', () => {
  it.each([
    [['AppData', 'Local'], {}],
    [['AppData', 'Roaming'], {}],
    [['local'], { LOCALAPPDATA: 'local' }],
    [['roaming'], { APPDATA: 'roaming' }],
  ])('takes files in %j for an Outlook that was started once', async (parts, env) => {
    const paths = Object.fromEntries(
      Object.entries(env).map(([name, folder]) => [name, path.join(home, folder)]),
    )
    const found = () => hasOutlookFolder({ env: paths, home })
    expect(await found()).toBe(false)
    await put(...parts, 'Microsoft', 'Outlook')
    expect(await found()).toBe(false)
    await writeFile(path.join(home, ...parts, 'Microsoft', 'Outlook', 'x.srs'), '')
    expect(await found()).toBe(true)
  })
})
