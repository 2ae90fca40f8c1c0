import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readProfile } from '../../../../electron/clients/thunderbird/read-profile.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-read-'))
  file = path.join(folder, 'prefs.js')
})
afterEach(() => rm(folder, { recursive: true }))

const read = () => readProfile({ folder, place: 'flatpak' }, process.platform)
const port = 'user_pref("mail.smtpservers", "smtp1"); user_pref("mail.smtpserver.smtp1.port", 25);'

describe('readProfile', () => {
  it('is empty for a profile that was never started', async () => {
    expect(await read()).toMatchObject({ ok: true, value: { mail: { accounts: [] }, flaws: [] } })
  })

  it('tells what Thunderbird does not take in either file, and reads the rest', async () => {
    await writeFile(file, `${port}\nuser_pref("broken" 1);\nuser_pref("lost", 1);\n`)
    await writeFile(path.join(folder, 'user.js'), 'user_pref("a", 1);\n\0')
    expect(await read()).toMatchObject({
      ok: true,
      value: {
        mail: { outgoing: [{ key: 'smtp1', settings: { port: 25 } }] },
        flaws: [
          { file, problems: [{ kind: 'syntax-error', line: 2 }] },
          { file: path.join(folder, 'user.js'), problems: [{ kind: 'cut-by-nul', line: 2 }] },
        ],
      },
    })
  })

  it('has every preference for whoever asks', async () => {
    await writeFile(file, `${port}\nuser_pref("other", 1);\n`)
    const profile = await read()
    const prefs = profile.ok ? profile.value.layers.prefs : null
    expect(prefs === null ? null : Object.fromEntries(prefs)).toEqual({
      'mail.smtpservers': 'smtp1',
      'mail.smtpserver.smtp1.port': 25,
      other: 1,
    })
  })

  it('follows a link, and takes one that leads nowhere for no file', async () => {
    await writeFile(path.join(folder, 'real'), port)
    await symlink('real', file)
    expect(await read()).toMatchObject({ ok: true, value: { mail: { outgoing: [{ key: 'smtp1' }] } } })
    await rm(file)
    await symlink('nowhere', file)
    expect(await read()).toMatchObject({ ok: true, value: { mail: { outgoing: [] } } })
  })

  it.each([
    ['a folder', () => mkdir(file), { kind: 'not-readable', code: 'EISDIR' }],
    ['a link to itself', () => symlink('prefs.js', file), { kind: 'not-readable', code: 'ELOOP' }],
    [
      'a file of 16 MB and a byte',
      () => writeFile(file, port).then(() => truncate(file, 16 * 1024 * 1024 + 1)),
      { kind: 'too-big' },
    ],
  ])('tells of %s in its place', async (_, put, problem) => {
    await put()
    expect(await read()).toMatchObject({ ok: false, error: { ...problem, file } })
  })

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    expect(spawnSync('mkfifo', [file]).status).toBe(0)
    expect(await read()).toEqual({ ok: false, error: { kind: 'not-readable', file, code: 'ENXIO' } })
  })
})
