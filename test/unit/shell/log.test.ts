import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../../../electron/shell/log.ts'
import { redact } from '../../../electron/shell/redact.ts'

describe('redact', () => {
  test.each([
    ['to hanako.tanaka@tanaka.example', 'to …@tanaka.example'],
    ['<花子@例え.jp>, a+b@c.example;x', '<…@例え.jp>, …@c.example;x'],
    ['postmaster@[192.0.2.1]', '…@[192.0.2.1]'],
    ['file:///a/node_modules/@scope/x.js:1', 'file:///a/node_modules/@scope/x.js:1'],
    ['ECONNREFUSED mail.tanaka.example:587', 'ECONNREFUSED mail.tanaka.example:587'],
  ])('%s', (text, expected) => {
    expect(redact(text, [])).toBe(expected)
  })

  test('takes out words of the person, the longest first, and no fragments', () => {
    expect(redact('user hanako2 and hanako at a host', ['hanako', 'hanako2', 'a', ''])).toBe(
      'user … and … at a host',
    )
  })

  test('goes through long texts once', () => {
    const long = 'x'.repeat(1_000_000)
    expect(redact(`${long} ${long}@a.example`, [])).toBe(`${long} …@a.example`)
  })
})

describe('the log', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'postern-log-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('has the stack and the cause of an error, and no name, address or home folder', () => {
    const file = path.join(folder, 'logs', 'postern.log')
    const log = createLog(file, () => ['hanako'])
    const cause = Object.assign(new Error('sign-in of hanako refused'), { auth: { pass: 'Secret-1' } })
    log.info(`read ${path.join(homedir(), 'x')}`)
    log.error('Sending', new TypeError('to hanako@tanaka.example', { cause }))
    log.error('Strange', { pass: 'Secret-2' })
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^\S+Z \[info\]\s+read ~/m)
    expect(text).toContain('Sending: TypeError: to …@tanaka.example')
    expect(text).toContain('log.test.ts')
    expect(text).toContain('caused by Error: sign-in of … refused')
    expect(text).toContain('Strange: object')
    expect(text).not.toMatch(/hanako|Secret/)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
  })

  test('begins anew at 1 MB and keeps one old file', () => {
    const file = path.join(folder, 'postern.log')
    const log = createLog(file, () => [])
    const line = 'x'.repeat(64 * 1_024)
    for (let written = 0; written < 40; written += 1) log.info(line)
    expect(readdirSync(folder).sort()).toEqual(['postern.log', 'postern.old.log'])
    for (const name of readdirSync(folder))
      expect(statSync(path.join(folder, name)).size).toBeLessThan(1.2 * 1_024 * 1_024)
  })
})
