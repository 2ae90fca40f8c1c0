import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { expect, it, onTestFinished } from 'vitest'
import { createRegistry, type RunReg } from '../../../../electron/clients/outlook/registry.ts'
import { readOutlook } from '../../../../electron/clients/outlook/read-profiles.ts'
import { describeOnWine } from './on-wine.ts'
import { makeReadOnly } from '../../../fakes/read-only-folder.ts'
import { office } from './some-outlook.ts'

describeOnWine('reading the registry', (scene) => {
  /** reg.exe where an export finds something else in the place of its file. */
  const notWriting: RunReg = async (args, cwd) => {
    if (args[0] === 'export') await mkdir(path.join(cwd, 'key.reg'))
    return scene.wine.run(args, cwd)
  }

  it('tells a key that is missing from one that could not be exported', async () => {
    await scene.newAccount()
    const key = `${office}\\16.0\\Outlook`
    const registry = createRegistry(scene.options.folder, notWriting)
    const refused = (code: string) => ({ ok: false, error: { kind: 'registry-refused', key, code } })
    expect(await registry.read(key)).toEqual(refused('1'))
    expect(await readOutlook(registry)).toEqual(refused('1'))
    expect(await registry.read(`${key}\\Nobody`)).toEqual({ ok: true, value: null })
    expect(await scene.options.registry.read(`${key}\\Nobody`)).toEqual({ ok: true, value: null })
  })

  it.skipIf(process.platform === 'win32')(
    'reads also while what a crash has left cannot be removed (skipped on Windows, which has other rights)',
    async () => {
      await scene.newAccount()
      const { folder, registry } = scene.options
      await mkdir(folder, { recursive: true })
      const left = await mkdtemp(path.join(folder, 'export-0-'))
      await writeFile(path.join(left, 'key.reg'), '')
      onTestFinished(await makeReadOnly(left))
      expect(await readOutlook(registry)).toMatchObject({ ok: true })
      expect(await readdir(folder)).toEqual([path.basename(left)])
    },
  )
})
