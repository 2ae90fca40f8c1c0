import { X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { createCertificateAuthority } from '../../../fakes/certificates.ts'
import { noLocks } from '../../../fakes/held-lock.ts'
import { account, mailName, repaired } from '../clients/clients-world.ts'
import { start } from './clients-desk.ts'

const at25 = { 'mail.smtpserver.smtp1.port': 25, 'mail.smtpserver.smtp1.try_ssl': 0 }
const skipped = noLocks === null ? '' : ` (skipped: ${noLocks})`

describe('a repair', () => {
  test('is offered once its settings have been proven from here', async () => {
    const { call, untilOffered, repair, server, seen } = await start()
    await call['clients.watch'](true)
    await untilOffered()
    expect(
      seen.some(({ clients: { profiles } }) => profiles[0]?.outgoing[0]?.repair.kind === 'testing'),
    ).toBe(true)
    expect(repair()).toMatchObject({
      view: {
        now: { port: 25, security: 'none' },
        after: { host: mailName, port: 587, security: 'starttls', signIn: 'password', username: 'hanako' },
        changes: expect.arrayContaining([
          { name: 'mail.smtpserver.smtp1.port', before: '25', after: '587' },
          { name: 'mail.smtpserver.smtp1.username', before: null, after: 'hanako' },
        ]) as unknown,
      },
    })
    expect(server()?.byHand.map(({ done }) => done)).toEqual([null, null, false, false, false, false, null])
  })

  test('is written, stays as it is, and is undone to the byte', async () => {
    const { call, untilOffered, until, repair, server, clients, prefs, prefsFile, id } = await start()
    const before = await readFile(prefsFile)
    expect(await call['clients.repair'](id)).toBe(notNow)
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'repaired' && server()?.settings.port === 587)
    expect(await prefs()).toMatchObject(repaired)
    expect(server()).toMatchObject({ diagnoses: [{ kind: 'fine' }], byHand: [], repair: { change: 1 } })
    expect(clients().changes).toMatchObject([{ id: 1, profile: id.profile, undone: false }])
    expect(await call['clients.repair'](id)).toBe(notNow)

    expect(await call['clients.undo']({ change: 2 })).toBe(notNow)
    await call['clients.undo']({ change: 1 })
    await until(() => clients().changes[0]?.undone === true)
    expect(clients().undo).toEqual({ kind: 'undone', change: 1, restored: true, kept: [] })
    expect(await readFile(prefsFile)).toEqual(before)
    expect(await call['clients.undo']({ change: 1 })).toBe(notNow)
    await untilOffered()
  })

  test('what somebody else has changed since stays, and the undo tells it', async () => {
    const { call, untilOffered, until, repair, clients, prefs, putPrefs, id } = await start()
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'repaired')
    await putPrefs({ ...(await prefs()), 'mail.smtpserver.smtp1.port': 465 })
    await call['clients.undo']({ change: 1 })
    await until(() => clients().undo?.kind === 'undone')
    expect(clients().undo).toMatchObject({
      restored: true,
      kept: [{ name: 'mail.smtpserver.smtp1.port', ours: '587', now: '465' }],
    })
    expect(await prefs()).toMatchObject({ 'mail.smtpserver.smtp1.port': 465 })
  })

  test.each(['a certificate that only Postern was told to trust', 'a server without a port for sending'])(
    'is not offered with %s',
    async (what) => {
      const isTrust = what.startsWith('a certificate')
      const own = await (await createCertificateAuthority('own')).issue({ names: [mailName] })
      const pinned = [
        { host: mailName, sha256: new X509Certificate(own.certPem).fingerprint256, pem: own.certPem },
      ]
      const { call, until, repair, server, id } = await start(
        isTrust
          ? { certificate: own, accounts: [{ ...account, pinned }] }
          : { prefs: { 'mail.smtpserver.smtp1.hostname': 'mx.alpha.example' } },
      )
      await call['clients.watch'](true)
      await until(() => repair()?.kind === 'no-plan')
      expect(repair()).toEqual({
        kind: 'no-plan',
        reason: isTrust
          ? { kind: 'not-trusted', host: mailName }
          : { kind: 'not-proven', host: 'mx.alpha.example' },
      })
      expect(server()?.byHand).toEqual([])
      expect(await call['clients.repair'](id)).toBe(notNow)
    },
  )

  test('leads to the server that Postern knows for the address, where another one is set', async () => {
    const { call, untilOffered, repair } = await start({
      accounts: [account],
      prefs: { 'mail.smtpserver.smtp1.hostname': 'mx.alpha.example' },
    })
    await call['clients.watch'](true)
    await untilOffered()
    expect(repair()).toMatchObject({ view: { now: { host: 'mx.alpha.example' }, after: { host: mailName } } })
  })

  test('that cannot be written fails with a sentence, and the settings are as they were', async () => {
    const { call, untilOffered, until, repair, prefsFile, id } = await start()
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.watch'](false)
    // Somebody else was there first.
    await writeFile(
      prefsFile,
      (await readFile(prefsFile, 'utf8')).replace(
        '"mail.smtpserver.smtp1.port", 25',
        '"mail.smtpserver.smtp1.port", 2525',
      ),
    )
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'failed')
    expect(repair()).toMatchObject({
      failure: {
        key: 'client.failure.changed-meanwhile',
        params: { names: 'mail.smtpserver.smtp1.port' },
      },
    })
    expect(await readFile(prefsFile, 'utf8')).toContain('2525')
  })

  test('the test can be ended, and begins again when the person looks again', async () => {
    const { call, until, untilOffered, repair, ports, id } = await start()
    const port = ports[`${mailName}:587`] ?? 'silent'
    Object.assign(ports, { [`${mailName}:587`]: 'silent', [`${mailName}:465`]: 'silent' })
    expect(await call['clients.stop'](id)).toBe(notNow)
    await call['clients.watch'](true)
    await until(() => repair()?.kind === 'testing')
    await call['clients.stop'](id)
    await until(() => repair()?.kind === 'none')
    ports[`${mailName}:587`] = port
    await call['clients.look'](undefined)
    await untilOffered()
  })
})

describe.skipIf(noLocks !== null)(`while Thunderbird runs${skipped}`, () => {
  test('a repair waits until it is closed, and then comes by itself', async () => {
    const { call, untilOffered, until, repair, clients, prefs, id, startThunderbird } = await start()
    const close = await startThunderbird()
    await call['clients.watch'](true)
    await untilOffered()
    expect(clients().profiles[0]?.running).toBe(true)
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'waiting')
    expect(await prefs()).toMatchObject(at25)
    await close()
    await until(() => repair()?.kind === 'repaired')
    expect(await prefs()).toMatchObject(repaired)
  })

  test('the person can end the waiting; so does the end of the program', async () => {
    const { call, untilOffered, until, repair, prefs, id, startThunderbird, stop } = await start()
    await startThunderbird()
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'waiting')
    await call['clients.stop'](id)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'waiting')
    await stop()
    expect(await prefs()).toMatchObject(at25)
  })

  test('an undo waits, and can be ended', async () => {
    const { call, untilOffered, until, repair, clients, prefs, id, startThunderbird } = await start()
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'repaired')
    const close = await startThunderbird()
    await call['clients.undo']({ change: 1 })
    await until(() => clients().undo?.kind === 'waiting')
    await call['clients.stop-undo'](undefined)
    await until(() => clients().undo === null)
    await call['clients.undo']({ change: 1 })
    await until(() => clients().undo?.kind === 'waiting')
    await close()
    await until(() => clients().undo?.kind === 'undone')
    expect(await prefs()).toMatchObject(at25)
  })

  test('that it was started and closed is noticed in view', async () => {
    const { call, until, clients, startThunderbird } = await start()
    await call['clients.watch'](true)
    await until(() => clients().profiles[0]?.running === false)
    const close = await startThunderbird()
    await until(() => clients().profiles[0]?.running === true)
    await close()
    await until(() => clients().profiles[0]?.running === false)
  })
})
