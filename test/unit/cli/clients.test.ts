import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ClientsReport } from '../../../electron/contract/clients.ts'
import { createCertificateAuthority } from '../../fakes/certificates.ts'
import { noLocks } from '../../fakes/held-lock.ts'
import { mailName, repaired } from '../app/clients/clients-world.ts'
import { start } from './clients-commands.ts'

describe('clients', () => {
  test('says of each outgoing server whether it works from here, and exits with what a check would', async () => {
    const { clients, printed } = await start()
    expect(await clients()).toBe(10)
    expect(printed[0]).toMatch(/^Thunderbird {2}default-release {2}\//)
    expect(printed.slice(1)).toEqual([
      `  smtp1  ${mailName}:25 (None, No authentication)  hanako@tanaka.example`,
      '    Thunderbird sends through port 25. This network blocks that port, so nothing leaves.',
      '    Thunderbird does not sign in to the outgoing server. Servers for sending expect that.',
      '    Thunderbird sends mail without encryption. Others on the way can read it.',
      '',
      'To see what can be done:\npostern fix thunderbird --dry-run',
    ])
  })

  test('says what user.js sets, and --json where each value comes from', async () => {
    const { clients, printed, profile } = await start()
    await writeFile(path.join(profile, 'user.js'), 'user_pref("mail.smtpserver.smtp1.port", 25);\n')
    expect(await clients()).toBe(10)
    expect(printed[2]).toBe(
      '    user.js sets the port, and wins over Thunderbird’s own settings at every start.',
    )
    printed.length = 0
    await clients({ json: true })
    const report = ClientsReport.parse(JSON.parse(printed[0] ?? ''))
    expect(report.profiles[0]?.outgoing[0]?.origins.port).toBe('override')
  })

  test('--json is what the contract says', async () => {
    const { clients, printed } = await start()
    expect(await clients({ json: true })).toBe(10)
    expect(printed).toHaveLength(1)
    expect(ClientsReport.parse(JSON.parse(printed[0] ?? ''))).toMatchObject({
      profiles: [
        {
          name: 'default-release',
          running: false,
          problem: null,
          outgoing: [{ key: 'smtp1', diagnoses: [{ kind: 'broken-here', port: 25 }, {}, {}] }],
        },
      ],
      problems: [],
    })
  })

  test('what works is fine; without a profile that is said', async () => {
    const good = await start({ prefs: repaired })
    expect(await good.clients()).toBe(0)
    expect(good.printed.at(-1)).toBe('    Thunderbird sends through port 587. Nothing to do.')
    const none = await start()
    await writeFile(path.join(none.root, 'profiles.ini'), '')
    expect(await none.clients()).toBe(0)
    expect(none.printed).toEqual([expect.stringContaining('No mail program was found')])
    expect([await none.fix({ dryRun: true }), await none.fix({ dryRun: true }, 'outlook')]).toEqual([1, 1])
    expect(none.complaints).toEqual([
      expect.stringContaining('No profile of Thunderbird was found'),
      expect.stringContaining('No profile of classic Outlook for Windows was found'),
    ])
  })

  test('without a network that is said, for nothing could be found out', async () => {
    const { services, clients, printed } = await start()
    services.hasRoute = () => Promise.resolve(false)
    expect(await clients()).toBe(13)
    expect(printed).toContain('This computer is offline.')
    expect(await clients({ json: true })).toBe(13)
  })

  test('a profile that cannot be read is told, and the others are looked at', async () => {
    const { clients, printed, root } = await start()
    const ini = await readFile(path.join(root, 'profiles.ini'), 'utf8')
    await writeFile(
      path.join(root, 'profiles.ini'),
      `${ini}[Profile1]\nName=usb\nIsRelative=0\nPath=/gone/花子\n[Profile2]\nName=folder\nIsRelative=1\nPath=folder\n`,
    )
    await mkdir(path.join(root, 'folder', 'prefs.js'), { recursive: true })
    expect(await clients()).toBe(10)
    const text = printed.join('\n')
    expect(text).toContain('The folder of this profile is not there: /gone/花子.')
    expect(text).toContain('prefs.js cannot be read (EISDIR)')
    expect(text).toContain('This network blocks that port')
  })
})

describe('fix', () => {
  test('without a terminal it wants to be told --yes, and nothing is looked at', async () => {
    const { fix, complaints, dialled } = await start()
    expect(await fix()).toBe(2)
    expect(complaints).toEqual([expect.stringContaining('--yes')])
    expect(dialled).toEqual([])
  })

  test('--dry-run shows each setting before and after, the steps by hand, and changes nothing', async () => {
    const { fix, printed, prefsFile } = await start()
    const before = await readFile(prefsFile)
    expect(await fix({ dryRun: true })).toBe(0)
    const text = printed.join('\n')
    expect(text).toContain('mail.smtpserver.smtp1.port: 25 → 587')
    expect(text).toContain('mail.smtpserver.smtp1.username: (not set) → "hanako"')
    expect(text).toContain('4. Type: Port: 25 → 587 (STARTTLS does not change the port: type 587.)')
    expect(text).toContain('Nothing was changed.')
    expect(await readFile(prefsFile)).toEqual(before)
  })

  test('--yes changes what is proven to work; undo puts every byte back', async () => {
    const { fix, clients, undo, printed, prefs, prefsFile } = await start()
    const before = await readFile(prefsFile)
    expect(await fix({ yes: true })).toBe(0)
    expect(printed.at(-1)).toBe(
      `Done: Thunderbird now sends through ${mailName}, port 587. To undo it: postern undo 1`,
    )
    expect(await prefs()).toMatchObject(repaired)
    expect(await clients()).toBe(0)
    expect(await fix({ yes: true })).toBe(0)

    expect(await undo()).toBe(0)
    expect(printed.join('\n')).toContain('mail.smtpserver.smtp1.port: 25 → 587')
    expect(await undo('1')).toBe(0)
    expect(printed.at(-1)).toBe('Change 1 is undone.')
    expect(await readFile(prefsFile)).toEqual(before)
    expect(await undo('1')).toBe(2)
    expect(await undo('7')).toBe(2)
    expect(await undo('one')).toBe(2)
  })

  test.each([
    ['a certificate that only Postern trusts', 12],
    ['no port for sending', 11],
  ])('with %s there is no plan', async (what, code) => {
    const own = await (await createCertificateAuthority('own')).issue({ names: [mailName] })
    const { fix, ports, printed, prefsFile } = await start(code === 12 ? { certificate: own } : {})
    if (code === 11) {
      Reflect.deleteProperty(ports, `${mailName}:587`)
      Reflect.deleteProperty(ports, `${mailName}:465`)
    }
    const before = await readFile(prefsFile)
    expect([what, await fix({ yes: true })]).toEqual([what, code])
    expect(printed.join('\n')).toContain('nothing is changed')
    expect(await readFile(prefsFile)).toEqual(before)
  })

  test('user.js that would set the old values again is told, and nothing is changed', async () => {
    const { fix, profile, printed, prefsFile } = await start()
    const before = await readFile(prefsFile)
    await writeFile(path.join(profile, 'user.js'), 'user_pref("mail.smtpserver.smtp1.port", 25);\n')
    expect(await fix({ yes: true })).toBe(1)
    expect(printed.at(-1)).toContain('user.js in the profile sets these again at every start')
    expect(await readFile(prefsFile)).toEqual(before)
  })

  test('undo tells what somebody else has changed since, and leaves it', async () => {
    const { fix, undo, printed, prefs, prefsFile } = await start()
    expect(await fix({ yes: true })).toBe(0)
    const text = await readFile(prefsFile, 'utf8')
    await writeFile(prefsFile, text.replace('smtp1.port", 587', 'smtp1.port", 465'))
    printed.length = 0
    expect(await undo('1')).toBe(0)
    expect(printed).toContain('    Something else has changed these since. They stay as they are:')
    expect(printed).toContain('      mail.smtpserver.smtp1.port: Postern set 587, now 465')
    expect(await prefs()).toMatchObject({ 'mail.smtpserver.smtp1.port': 465 })
  })

  test('names of profiles and servers that are not there are wrong use', async () => {
    const { fix, complaints } = await start()
    expect(await fix({ yes: true, profile: 'work' })).toBe(2)
    expect(await fix({ yes: true, server: 'smtp9' })).toBe(2)
    expect(complaints).toEqual([
      'There is no profile “work”. Use one of: default-release.',
      'There is no outgoing server “smtp9”. Use one of: smtp1.',
    ])
  })

  const locks = noLocks === null ? '' : ` (skipped: ${noLocks})`
  test.skipIf(noLocks !== null)(`waits until Thunderbird is closed${locks}`, async () => {
    const { fix, complaints, prefs, startThunderbird } = await start()
    const close = await startThunderbird()
    const fixed = fix({ yes: true })
    await expect.poll(() => complaints, { timeout: 15_000 }).toHaveLength(1)
    expect(complaints[0]).toContain('Please close Thunderbird')
    expect(await prefs()).toMatchObject({ 'mail.smtpserver.smtp1.port': 25 })
    await close()
    expect(await fixed).toBe(0)
    expect(await prefs()).toMatchObject(repaired)
  })

  test.skipIf(noLocks !== null)(`Ctrl-C ends the waiting${locks}`, async () => {
    const { fix, complaints, prefs, startThunderbird, interrupt } = await start()
    await startThunderbird()
    const fixed = fix({ yes: true })
    await expect.poll(() => complaints, { timeout: 15_000 }).toHaveLength(1)
    interrupt.abort()
    expect(await fixed).toBe(130)
    expect(await prefs()).toMatchObject({ 'mail.smtpserver.smtp1.port': 25 })
  })

  test.skipIf(noLocks !== null)(
    `on another network than the one that was tried, nothing is written${locks}`,
    async () => {
      const { fix, complaints, prefs, startThunderbird, goTo } = await start()
      const close = await startThunderbird()
      const fixed = fix({ yes: true })
      await expect.poll(() => complaints, { timeout: 15_000 }).toHaveLength(1)
      goTo('cafe')
      expect(await fixed).toBe(1)
      expect(complaints[1]).toContain('network has changed')
      await close()
      expect(await prefs()).toMatchObject({ 'mail.smtpserver.smtp1.port': 25 })
    },
  )
})
