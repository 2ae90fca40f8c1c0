import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createClientsWorld, mailName } from '../app/clients/clients-world.ts'
import { createOutlookWorld } from '../app/clients/outlook-world.ts'
import { profileKeyOf } from '../../../electron/clients/outlook/read-profiles.ts'
import { createRegistry } from '../../../electron/clients/outlook/registry.ts'
import { describeOnWine } from '../clients/outlook/on-wine.ts'
import { accountsOf, imapAccount, office, regHeader } from '../clients/outlook/some-outlook.ts'
import { start } from './clients-commands.ts'

describeOnWine('classic Outlook from the terminal', (scene) => {
  test('clients, fix and undo: shown, said to be unofficial, changed, and put back to the byte', async () => {
    const { key, start: before } = await scene.newAccount()
    const profile = profileKeyOf(key)
    const { clients, fix, undo, printed, complaints } = await start({}, await createOutlookWorld(scene))
    expect(await clients()).toBe(10)
    expect(printed).toContain(`Outlook  ${profile.split('\\').at(-1)}  ${profile}`)
    expect(printed).toContain(
      `  00000002  mail.tanaka.example:25 (None, Requires authentication: Off)  taro@tanaka.example`,
    )
    expect(printed).toContain(
      '    Outlook sends through port 25. This network blocks that port, so nothing leaves.',
    )
    expect(printed.at(-1)).toBe('To see what can be done:\npostern fix outlook --dry-run')

    expect(await fix({ dryRun: true, profile }, 'outlook')).toBe(0)
    const shown = printed.join('\n')
    expect(shown).toContain('SMTP Port: 25 → 587')
    expect(shown).toContain('By hand in Outlook:')
    expect(shown).toContain('Outlook has no documented way for other programs to change these settings.')
    expect(await scene.dump(key)).toEqual(before)

    expect(await fix({ yes: true, profile }, 'outlook')).toBe(0)
    expect(printed.slice(-2)).toEqual([
      `Done: Outlook now sends through ${mailName}, port 587. To undo it: postern undo 1`,
      'Start Outlook and send yourself a mail. If Outlook asks for the password, enter it once.',
    ])
    expect(await clients()).toBe(0)

    expect(await undo()).toBe(0)
    expect(printed.some((line) => line.startsWith('1  ') && line.includes(`Outlook  ${profile}`))).toBe(true)
    expect(await undo('1')).toBe(0)
    expect(await scene.dump(key)).toEqual(before)
    expect(complaints).toEqual([])
  })

  test('one that is not used any more: what is used instead is said, and nothing is repaired', async () => {
    const { key, start: before } = await scene.newAccount()
    const preferences = `${office}\\16.0\\Outlook\\Preferences`
    const use = (value: 0 | 1) =>
      scene.wine.put(`${regHeader}\n[${preferences}]\n"UseNewOutlook"=dword:${value}\n`)
    await use(1)
    onTestFinished(() => use(0))
    const { clients, fix, printed, complaints } = await start({}, await createOutlookWorld(scene))
    const said: unknown = expect.stringContaining('Outlook is set to start as the new Outlook.')
    expect(await clients()).toBe(0)
    expect(printed).toContainEqual(said)
    expect(printed.join('\n')).not.toContain('Outlook sends through port 25.')
    printed.length = 0
    expect(await fix({ yes: true, profile: profileKeyOf(key) }, 'outlook')).toBe(0)
    expect(printed).toContainEqual(said)
    expect(complaints).toEqual([])
    expect(await scene.dump(key)).toEqual(before)
  })

  test(
    'a server that several profiles have is asked for with its profile, by what is one alone',
    { timeout: 120_000 },
    async () => {
      const [newer, other] = [await scene.newAccount(), await scene.newAccount()]
      const older = `${accountsOf('15.0', 'Outlook')}\\00000002`
      const newest = `${accountsOf('16.0', 'Outlook')}\\00000002`
      const port = '"SMTP Port"=dword:00000019'
      for (const key of [older, newest])
        await scene.wine.put(`${regHeader}${imapAccount(key, 'jiro@tanaka.example', port)}`)
      onTestFinished(async () => {
        for (const key of [older, newest])
          await scene.wine.run(['delete', profileKeyOf(key), '/f'], scene.wine.folder)
      })
      const world = await createOutlookWorld(scene)
      const { fix, complaints } = await start({}, world)
      const dumps = () => Promise.all([older, newest, newer.key, other.key].map((key) => scene.dump(key)))
      const before = await dumps()

      expect(await fix({ yes: true, server: '00000002' }, 'outlook')).toBe(2)
      expect(complaints).toHaveLength(1)
      for (const key of [newest, newer.key, other.key]) expect(complaints[0]).toContain(profileKeyOf(key))
      expect(await dumps()).toEqual(before)

      // One of that name is of the Outlook that is used.
      expect(await fix({ yes: true, server: '00000002', profile: 'Outlook' }, 'outlook')).toBe(0)
      expect(await scene.dump(newest)).not.toEqual(before[1])
      expect(await scene.dump(older)).toEqual(before[0])
      expect(await fix({ yes: true, server: '00000002', profile: profileKeyOf(older) }, 'outlook')).toBe(0)
      expect(await scene.dump(older)).not.toEqual(before[0])
      expect(await scene.dump(newer.key)).toEqual(newer.start)
      expect(await scene.dump(other.key)).toEqual(other.start)
      expect(complaints).toHaveLength(1)
    },
  )

  test('a server of a profile that is not used any more is repaired only where that is named whole', async () => {
    const { key, start: before } = await scene.newAccount()
    const preferences = `${office}\\16.0\\Outlook\\Preferences`
    const use = (value: 0 | 1) =>
      scene.wine.put(`${regHeader}\n[${preferences}]\n"UseNewOutlook"=dword:${value}\n`)
    await use(1)
    onTestFinished(() => use(0))
    const { fix, complaints } = await start({}, await createOutlookWorld(scene))
    const profile = profileKeyOf(key)
    const name = profile.split('\\').at(-1) ?? ''
    expect(await fix({ yes: true, server: '00000002', profile: name }, 'outlook')).toBe(2)
    expect(complaints.join('\n')).toContain(profile)
    expect(await scene.dump(key)).toEqual(before)
    expect(await fix({ yes: true, server: '00000002', profile }, 'outlook')).toBe(0)
    expect(await scene.dump(key)).not.toEqual(before)
  })

  test('a registry that cannot be read is no matter of Thunderbird’s', async () => {
    const world = await createClientsWorld()
    const { mailPrograms } = world.services
    mailPrograms.registry = createRegistry(mailPrograms.changesFolder, () => Promise.resolve('EACCES'))
    const data = path.join(mailPrograms.machine.home, 'AppData', 'Local', 'Microsoft', 'Outlook')
    await mkdir(data, { recursive: true })
    await writeFile(path.join(data, 'Outlook.pst'), '')
    const { clients, fix, printed, complaints } = await start({}, world)
    await clients()
    const problem: unknown = expect.stringContaining('cannot be read (EACCES)')
    expect(printed).toContainEqual(problem)
    expect(await fix({ yes: true }, 'thunderbird')).toBe(0)
    expect(complaints).toEqual([])
    expect(await fix({ yes: true }, 'outlook')).not.toBe(0)
    expect(complaints).toEqual([problem])
  })

  test('waits until Outlook is closed', async () => {
    const { key, start: before } = await scene.newAccount()
    const world = await createOutlookWorld(scene)
    const { fix, complaints } = await start({}, world)
    const close = world.startOutlook()
    const fixed = fix({ yes: true, profile: profileKeyOf(key) }, 'outlook')
    await expect.poll(() => complaints, { timeout: 30_000 }).toHaveLength(1)
    expect(complaints[0]).toContain('Please close Outlook')
    expect(await scene.dump(key)).toEqual(before)
    close()
    expect(await fixed).toBe(0)
    expect(await scene.dump(key)).not.toEqual(before)
  })

  test('Ctrl-C ends the waiting', async () => {
    const { key, start: before } = await scene.newAccount()
    const world = await createOutlookWorld(scene)
    const { fix, complaints, interrupt } = await start({}, world)
    world.startOutlook()
    const fixed = fix({ yes: true, profile: profileKeyOf(key) }, 'outlook')
    await expect.poll(() => complaints, { timeout: 30_000 }).toHaveLength(1)
    interrupt.abort()
    expect(await fixed).toBe(130)
    expect(await scene.dump(key)).toEqual(before)
  })
})
