import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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

  test('on Linux goes over to this program where that of the entry was removed', () => {
    const file = path.join(home, '.config', 'autostart', 'postern.desktop')
    const first = path.join(home, 'Postern 1.0.0.AppImage')
    const item = (program: string) =>
      createLoginItem({ platform: 'linux', env: {}, home, command: [program], app: loginItems().app })
    writeFileSync(first, '')
    item(first).set(true)
    const entry = readFileSync(file, 'utf8')
    const second = item(path.join(home, 'Postern 1.1.0.AppImage'))
    expect([second.read(), readFileSync(file, 'utf8')]).toEqual([true, entry])
    rmSync(first)
    expect([second.read(), readFileSync(file, 'utf8')]).toEqual([true, entry.replaceAll('1.0.0', '1.1.0')])
    writeFileSync(file, `${entry}Hidden=true\n`)
    expect([second.read(), readFileSync(file, 'utf8')]).toEqual([false, `${entry}Hidden=true\n`])
  })

  test('on Linux an entry that a person has written is left as it is', () => {
    const file = path.join(home, '.config', 'autostart', 'postern.desktop')
    mkdirSync(path.dirname(file), { recursive: true })
    // A name is looked for in PATH, by the desktop.
    for (const tried of ['TryExec=postern\n', 'TryExec=bin/postern\n', '']) {
      const entry = `[Desktop Entry]\nType=Application\nName=Mine\n${tried}Exec=postern --hidden\n`
      writeFileSync(file, entry)
      expect([onLinux({}).read(), readFileSync(file, 'utf8')]).toEqual([true, entry])
    }
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
