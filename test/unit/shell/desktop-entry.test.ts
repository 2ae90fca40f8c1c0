import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { desktopEntry, isEntryOn, programOf } from '../../../electron/shell/desktop-entry.ts'

const odd: [string, ...string[]][] = [
  ['/opt/Postern/postern', '--hidden'],
  ['/home/花子/My "Apps"/a$b', '100%', ''],
  ['/opt/it’s; 5 & 6/`x`', '~', 'two\nlines', 'a\ttab', 'back\\slash', "it's"],
]

describe('a desktop entry', () => {
  test('is what the specification says', () => {
    expect(desktopEntry('Postern', ['/opt/Postern/postern', '--hidden'])).toBe(
      '[Desktop Entry]\nType=Application\nName=Postern\nTryExec=/opt/Postern/postern\nExec=/opt/Postern/postern --hidden\nTerminal=false\nX-GNOME-Autostart-enabled=true\n',
    )
    const entry = desktopEntry('P', ['/home/花子/My "Apps"/a$b\\c', '100%', ''])
    expect(valueOf(entry, 'TryExec')).toBe(String.raw`/home/花子/My "Apps"/a$b\\c`)
    expect(valueOf(entry, 'Exec')).toBe(String.raw`"/home/花子/My \\"Apps\\"/a\\$b\\\\c" "100%%" ""`)
  })

  test('gives a desktop back the very arguments, whatever is in them', () => {
    const argument = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\t', '\r', '"', '\\', '$', '`', '%', "'", '&', '花', '/', ';'),
    })
    fc.assert(
      fc.property(argument, fc.array(argument), (program, rest) => {
        const entry = desktopEntry('P', [program, ...rest])
        expect(argumentsOf(valueOf(entry, 'Exec'))).toEqual([program, ...rest])
        expect(programOf(entry)).toBe(program)
      }),
    )
  })

  test.each([
    ['[Desktop Entry]\nExec=x\n', true],
    ['[Desktop Entry]\r\nExec = x\r\nHidden = false\r\n', true],
    ['[Desktop Entry]\nExec=x\nHidden=true\n', false],
    ['[Desktop Entry]\nExec=x\nX-GNOME-Autostart-enabled=false\n', false],
    ['[Desktop Entry]\n#Exec=x\n', false],
    ['', false],
  ])('%j is on: %s', (text, on) => {
    expect(isEntryOn(text)).toBe(on)
    expect(programOf(text)).toBeNull()
  })
})

const noValidator = spawnSync('desktop-file-validate', ['--help']).error !== undefined
describe.skipIf(noValidator)(
  `a desktop entry and desktop-file-validate${noValidator ? ' (skipped: not installed: desktop-file-utils)' : ''}`,
  () => {
    test.each(odd)('%j is valid', (...command) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'postern-entry-'))
      try {
        const file = path.join(folder, 'postern.desktop')
        writeFileSync(file, desktopEntry('Postern', command))
        const { status, stdout, stderr } = spawnSync('desktop-file-validate', [file], { encoding: 'utf8' })
        expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
  },
)

/** Starts what a desktop entry says with GLib, as GNOME, Xfce and others do; 3 where GLib passes over it. */
const launch = `
import ctypes, sys
gio = ctypes.CDLL('libgio-2.0.so.0')
gio.g_desktop_app_info_new_from_filename.restype = ctypes.c_void_p
gio.g_app_info_launch.argtypes = [ctypes.c_void_p] * 4
info = gio.g_desktop_app_info_new_from_filename(sys.argv[1].encode())
sys.exit(3 if not info else 0 if gio.g_app_info_launch(info, None, None, None) else 1)
`
const noGlib = spawnSync('python3', ['-c', "import ctypes; ctypes.CDLL('libgio-2.0.so.0')"]).status !== 0

describe.skipIf(noGlib)(
  `a desktop entry and GLib${noGlib ? ' (skipped: not installed: python3, libglib2.0-0)' : ''}`,
  () => {
    let folder: string
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'postern-entry-'))
    })
    afterEach(() => rmSync(folder, { recursive: true }))

    /** The exit code of a desktop that starts it. */
    function started(command: readonly [string, ...string[]]): number | null {
      const file = path.join(folder, 'postern.desktop')
      writeFileSync(file, desktopEntry('Postern', command))
      return spawnSync('python3', ['-c', launch, file]).status
    }

    test.each(odd)('%s is started with its arguments', async (where, ...args) => {
      const program = path.join(folder, where)
      const written = path.join(folder, 'arguments')
      mkdirSync(path.dirname(program), { recursive: true })
      writeFileSync(
        program,
        `#!/bin/sh\nprintf '%s\\0' "$0" "$@" > '${written}.part'\nmv '${written}.part' '${written}'\n`,
      )
      chmodSync(program, 0o755)
      expect(started([program, ...args])).toBe(0)
      await expect.poll(() => existsSync(written), { timeout: 15_000 }).toBe(true)
      expect(readFileSync(written, 'utf8').split('\0').slice(0, -1)).toEqual([program, ...args])
    })

    test('is passed over when the program was removed', () => {
      expect(started([path.join(folder, 'removed'), '--hidden'])).toBe(3)
    })
  },
)

function valueOf(entry: string, key: string): string {
  return new RegExp(`^${key}=(.*)$`, 'm').exec(entry)?.[1] ?? ''
}

function withoutEscapes(value: string): string {
  const meanings: Record<string, string> = { s: ' ', n: '\n', r: '\r', t: '\t', '\\': '\\' }
  return value.replace(/\\([snrt\\])/g, (_all, letter: string) => meanings[letter] ?? '')
}

/** How a desktop reads Exec: first the escapes of a string, then quotes, then field codes. */
function argumentsOf(exec: string): string[] {
  return [...withoutEscapes(exec).matchAll(/"((?:[^"\\]|\\.)*)"|[^\s"]+/g)].map(([word, inQuotes]) =>
    (inQuotes?.replace(/\\(.)/g, '$1') ?? word).replaceAll('%%', '%'),
  )
}
