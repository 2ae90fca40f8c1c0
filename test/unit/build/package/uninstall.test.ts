import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWine, type Wine, wineMissing } from '../../../fakes/wine.ts'

/**
 * What Postern adds to electron-builder's script for NSIS, compiled by the real makensis as electron-builder has it
 * compiled, in a script that calls it where electron-builder's does, and run by Wine.
 */

const source = path.join(import.meta.dirname, '../../../../build/package/uninstall.nsh')
const noNsis = spawnSync('makensis', ['-VERSION']).error === undefined ? null : 'not installed: nsis'
// Only in a prefix of its own: it takes the real entries away.
const reason = process.platform === 'linux' ? (noNsis ?? wineMissing()) : 'Wine is for Linux'

const script = (include: string, folder: string) => String.raw`
Unicode true
Target amd64-unicode
RequestExecutionLevel user
Name Postern
OutFile "${folder}/install.exe"
!include FileFunc.nsh
; electron-builder asks a plug-in of its own for it.
!macro _isUpdated _a _b _t _f
  ${'$'}{GetParameters} $R9
  ClearErrors
  ${'$'}{GetOptions} $R9 "--updated" $R9
  IfErrors ${'`${_f}` `${_t}`'}
!macroend
!define isUpdated ${'`"" isUpdated ""`'}
!include "${include}"
!include MUI2.nsh
Var isForceCurrentInstall
Function .onInit
  !insertmacro customInstallMode
  StrCmp $isForceCurrentInstall "1" +2
  Abort
FunctionEnd
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE Japanese
!insertmacro customHeader
Section
  WriteUninstaller "$EXEDIR\uninstall.exe"
SectionEnd
Section un.Uninstall
  !insertmacro customUnInstall
SectionEnd
`

const run = String.raw`HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run`
const approved = String.raw`HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run`

describe.skipIf(reason !== null)(
  `an uninstall on Windows${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    let wine: Wine
    let folder: string
    let settings: string
    let updates: string
    beforeAll(async () => {
      wine = await startWine()
      const home = path.join(wine.prefix, 'drive_c', 'users', userInfo().username, 'AppData')
      settings = path.join(home, 'Roaming', 'Postern', 'accounts.json')
      updates = path.join(home, 'Local', 'postern-updater', 'installer.exe')
    }, 120_000)
    afterAll(() => wine.stop(), 60_000)

    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'postern-nsis-'))
      for (const file of [settings, updates]) {
        await mkdir(path.dirname(file), { recursive: true })
        await writeFile(file, '')
      }
      await wine.put(
        `Windows Registry Editor Version 5.00\n\n[${run}]\n"app.postern.Postern"="x"\n"Other"="y"\n\n[${approved}]\n"app.postern.Postern"=hex:02\n"Other"=hex:02\n`,
      )
      return () => rm(folder, { recursive: true })
    })

    async function compile(include: string): Promise<void> {
      const { status, stdout } = spawnSync('makensis', ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', '-'], {
        input: script(include, folder),
        encoding: 'utf8',
      })
      expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
      expect(await start('install.exe', '/S')).toEqual([0, null])
    }

    async function start(program: string, ...args: string[]): Promise<unknown[]> {
      const env = { ...process.env, WINEPREFIX: wine.prefix, WINEDEBUG: '-all' }
      return once(spawn('wine', [program, ...args], { cwd: folder, env, stdio: 'ignore' }), 'exit')
    }

    /** Without a copy of itself that nobody waits for. */
    const uninstall = (...args: string[]) =>
      start('uninstall.exe', '/S', ...args, `_?=Z:${folder.replaceAll('/', '\\')}`)

    async function left() {
      const isThere = (file: string) =>
        access(file).then(
          () => true,
          () => false,
        )
      const atLogin = async (key: string) =>
        String(await wine.dump(key).then((bytes) => bytes?.toString('utf16le')))
      const [started, allowed] = [await atLogin(run), await atLogin(approved)]
      expect([started, allowed]).toEqual([
        expect.stringContaining('"Other"'),
        expect.stringContaining('"Other"'),
      ])
      return {
        autostart: [started, allowed].map((text) => text.includes('app.postern.Postern')),
        settings: await isThere(settings),
        updates: await isThere(updates),
      }
    }

    test('takes the autostart and kept installers away, and keeps the settings where nobody is asked', async () => {
      await compile(source)
      expect(await uninstall()).toEqual([0, null])
      expect(await left()).toEqual({ autostart: [false, false], settings: true, updates: false })
    })

    test('takes nothing away where a newer Postern takes its place', async () => {
      await compile(source)
      expect(await uninstall('/KEEP_APP_DATA', '/currentuser', '--updated')).toEqual([0, null])
      expect(await left()).toEqual({ autostart: [true, true], settings: true, updates: true })
    })

    test('takes the settings away where the answer is yes', async () => {
      const answered = path.join(folder, 'answered.nsh')
      const text = await readFile(source, 'utf8')
      await writeFile(answered, text.replace('/SD IDNO', '/SD IDYES'))
      await compile(answered)
      expect(await uninstall()).toEqual([0, null])
      expect(await left()).toEqual({ autostart: [false, false], settings: false, updates: false })
    })
  },
)
