import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parsePolicies, readPolicies } from '../../../../electron/clients/thunderbird/policies.ts'
import { oddFiles } from '../../../fakes/odd-files.ts'

const locked = (name: string) =>
  JSON.stringify({ policies: { Preferences: { [name]: { Value: 1, Status: 'locked' } } } })

describe('parsePolicies', () => {
  it('takes mail preferences only', () => {
    expect([...parsePolicies(locked('mail.a')).keys()]).toEqual(['mail.a'])
    expect([...parsePolicies(locked('network.a')).keys()]).toEqual([])
  })

  it('reads preferences that are written as a text', () => {
    const text = JSON.stringify({ policies: { Preferences: '{"mail.a":true}' } })
    expect([...parsePolicies(text)]).toEqual([['mail.a', { status: 'locked', value: true }]])
  })

  it.each(['', '{', '[]', 'null', '{"policies":null}', '{"policies":{"Preferences":[]}}', '{"policies":{}}'])(
    'makes nothing of %j',
    (text) => expect(parsePolicies(text).size).toBe(0),
  )
})

describe('readPolicies', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'postern-policies-'))
    const distribution = path.join(folder, 'installed here', 'distribution')
    await mkdir(distribution, { recursive: true })
    await writeFile(path.join(distribution, 'policies.json'), locked('mail.installation'))
    await mkdir(path.join(folder, 'profile'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const read = async (platform: NodeJS.Platform, place: 'system' | 'flatpak' = 'system') => {
    const profile = { folder: path.join(folder, 'profile'), place }
    return [...(await readPolicies(profile, platform, path.join(folder, 'etc'))).keys()]
  }
  const started = () =>
    writeFile(
      path.join(folder, 'profile', 'compatibility.ini'),
      `[Compatibility]\nLastVersion=153.7.0\nLastAppDir=${path.join(folder, 'installed here')}\n`,
    )

  it('knows none for a profile that was never started', async () => {
    expect(await read('linux')).toEqual([])
  })

  it('finds those of the installation that used the profile last', async () => {
    await started()
    for (const platform of ['linux', 'win32', 'darwin'] as const)
      expect(await read(platform)).toEqual(['mail.installation'])
  })

  it('prefers those of a Linux system, which a Flatpak does not see', async () => {
    await started()
    await mkdir(path.join(folder, 'etc', 'policies'), { recursive: true })
    await writeFile(path.join(folder, 'etc', 'policies', 'policies.json'), locked('mail.system'))
    expect(await read('linux')).toEqual(['mail.system'])
    expect(await read('linux', 'flatpak')).toEqual(['mail.installation'])
    expect(await read('win32')).toEqual(['mail.installation'])
  })

  it.each(oddFiles(1024 * 1024))('makes nothing of %s in the place of policies', async (_, put) => {
    await mkdir(path.join(folder, 'etc', 'policies'), { recursive: true })
    await put(path.join(folder, 'etc', 'policies', 'policies.json'))
    await put(path.join(folder, 'profile', 'compatibility.ini'))
    expect(await read('linux')).toEqual([])
    await rm(path.join(folder, 'profile', 'compatibility.ini'), { recursive: true })
    await started()
    expect(await read('linux')).toEqual(['mail.installation'])
  })
})
