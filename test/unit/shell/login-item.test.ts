import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { desktopEntry, isEntryOn } from '../../../electron/shell/desktop-entry.ts'
import { createLoginItem, type LoginItemSystem } from '../../../electron/shell/login-item.ts'

type Settings = Parameters<LoginItemSystem['app']['setLoginItemSettings']>[0]

/** The part of Electron's `app` that keeps login items on Windows and macOS. */
function loginItems() {
  const given: Settings[] = []
  const asked: unknown[] = []
  const app = {
    getName: () => 'Postern',
    setLoginItemSettings: (settings: Settings) => void given.push(settings),
    getLoginItemSettings: (options?: unknown) => {
      asked.push(options)
      return { openAtLogin: given.at(-1)?.openAtLogin ?? false }
    },
  } as LoginItemSystem['app']
  return { app, given, asked }
}

describe('a desktop entry', () => {
  test('is what the specification says', () => {
    expect(desktopEntry('Postern', ['/opt/Postern/postern', '--hidden'])).toBe(
      '[Desktop Entry]\nType=Application\nName=Postern\nExec=/opt/Postern/postern --hidden\nTerminal=false\nX-GNOME-Autostart-enabled=true\n',
    )
    expect(execOf(desktopEntry('P', ['/home/花子/My "Apps"/a$b', '100%', '']))).toBe(
      String.raw`"/home/花子/My \\"Apps\\"/a\\$b" "100%%" ""`,
    )
  })

  test('gives a desktop back the very arguments, whatever is in them', () => {
    const argument = fc.string({
      unit: fc.constantFrom('a', ' ', '"', '\\', '$', '`', '%', "'", '&', '花', '/', ';'),
    })
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1 }), (command) => {
        expect(argumentsOf(execOf(desktopEntry('P', command)))).toEqual(command)
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
  })
})

describe('start at login', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'postern-login-'))
  })
  afterEach(() => rmSync(home, { recursive: true }))

  const onLinux = (env: NodeJS.ProcessEnv) =>
    createLoginItem({
      platform: 'linux',
      env,
      home,
      command: ['/opt/My Apps/postern'],
      app: loginItems().app,
    })

  test.each([
    ['in ~/.config', () => ({}), '.config'],
    ['in XDG_CONFIG_HOME', () => ({ XDG_CONFIG_HOME: path.join(home, 'settings') }), 'settings'],
    ['in ~/.config where XDG_CONFIG_HOME is relative', () => ({ XDG_CONFIG_HOME: 'settings' }), '.config'],
  ])('on Linux is a file %s', (_where, env, folder) => {
    const item = onLinux(env())
    const file = path.join(home, folder, 'autostart', 'postern.desktop')
    expect(item.read()).toBe(false)
    item.set(false)
    item.set(true)
    expect(item.read()).toBe(true)
    expect(execOf(readFileSync(file, 'utf8'))).toBe('"/opt/My Apps/postern" --hidden')
    writeFileSync(file, `${readFileSync(file, 'utf8')}Hidden=true\n`)
    expect(item.read()).toBe(false)
    item.set(true)
    expect(item.read()).toBe(true)
    item.set(false)
    expect([item.read(), existsSync(file)]).toEqual([false, false])
  })

  test('on Linux throws where the file cannot be written', () => {
    mkdirSync(path.join(home, '.config'))
    writeFileSync(path.join(home, '.config', 'autostart'), '')
    const item = onLinux({})
    expect(() => item.set(true)).toThrow(/EEXIST|ENOTDIR/)
    expect(item.read()).toBe(false)
  })

  test('on Windows is an entry with the program and its arguments', () => {
    const { app, given, asked } = loginItems()
    const item = createLoginItem({ platform: 'win32', env: {}, home, command: ['C:\\P\\postern.exe'], app })
    item.set(true)
    expect(item.read()).toBe(true)
    const entry = { path: 'C:\\P\\postern.exe', args: ['--hidden'] }
    expect(given).toEqual([{ openAtLogin: true, ...entry }])
    expect(asked).toEqual([entry])
  })

  test('on macOS is the system’s', () => {
    const { app, given } = loginItems()
    const item = createLoginItem({
      platform: 'darwin',
      env: {},
      home,
      command: ['/Applications/Postern'],
      app,
    })
    item.set(true)
    expect([item.read(), given]).toEqual([true, [{ openAtLogin: true }]])
  })
})

function execOf(entry: string): string {
  return /^Exec=(.*)$/m.exec(entry)?.[1] ?? ''
}

/** How a desktop reads Exec: first the escapes of a string, then quotes, then field codes. */
function argumentsOf(exec: string): string[] {
  const text = exec.replace(/\\([snrt\\])/g, (_all, letter: string) => (letter === '\\' ? '\\' : ' '))
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s"]+/g)].map(([word, inQuotes]) =>
    (inQuotes?.replace(/\\(.)/g, '$1') ?? word).replaceAll('%%', '%'),
  )
}
