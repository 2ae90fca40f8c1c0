import { X509Certificate } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CredentialStore } from '../../../../electron/credentials/credential-store.ts'
import { createSessionStore } from '../../../../electron/credentials/session-store.ts'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { createSelfSigned } from '../../../fakes/certificates.ts'
import { createScriptedServer } from '../../../fakes/scripted-server.ts'
import { certificateFor } from '../../../fakes/small-internet.ts'
import { createImapDialogue, createSmtpDialogue } from '../../delivery/dialogues.ts'
import { walk } from './setup-walk.ts'
import {
  address,
  createSetupWorld,
  mailName,
  password,
  portsOf,
  type SetupWorldOptions,
  wrongPassword,
} from './setup-world.ts'

const ownCertificate = await createSelfSigned({ names: [mailName] })
const newCertificate = await createSelfSigned({ names: [mailName] })
const sha256Of = ({ certPem }: { certPem: string }) => new X509Certificate(certPem).fingerprint256

/** Everything up to the sign-in. */
async function atSignIn(options: SetupWorldOptions = {}) {
  const world = await createSetupWorld(options)
  const app = await world.launch()
  await walk.address(app)
  await walk.network(app)
  return { ...world, world, app }
}

/** The same, where nobody vouches for the certificate of the server. */
async function atOwnServer(options: SetupWorldOptions = {}) {
  const world = await createSetupWorld({ certificate: ownCertificate, ...options })
  const app = await world.launch()
  await walk.address(app)
  const checked = await walk.network(app)
  expect(checked).toMatchObject({ checked: { wayOut: 'sign-in' }, record: { network: { canSend: false } } })
  return { ...world, world, app }
}

describe('a password that is refused', () => {
  it('is tried once, and nothing is done or kept', async () => {
    const { app, mailHost, credentials, readSettings } = await atSignIn()
    const refused = await walk.signIn(app, 'keychain', wrongPassword)
    expect(refused).toMatchObject({
      signIn: { kind: 'failed', failure: { kind: 'auth-rejected', host: mailName, port: 587 } },
      done: ['welcome', 'address', 'network'],
      record: { signedIn: null },
    })
    expect(mailHost.signIns()).toBe(1)
    expect(app.accountsChanged()).toBe(0)
    expect(await app.call['setup.go']({ step: 'test-mail' })).toBe(notNow)
    expect(await app.call['setup.keep']({ where: 'session' })).toBe(notNow)
    await app.stop()
    expect((await readSettings()).accounts).toEqual([])
    expect(await credentials.read(address)).toEqual({ ok: true, value: null })
  })

  it('can be typed again', async () => {
    const { app } = await atSignIn()
    await walk.signIn(app, 'keychain', wrongPassword)
    await app.call['setup.sign-in']({ username: address, password, keep: 'keychain' })
    const { signIn } = await app.until((state) => state.signIn.kind === 'signed-in')
    expect(signIn).toEqual({ kind: 'signed-in', kept: 'keychain' })
  })

  it('for the mailbox alone says so', async () => {
    const { app, ports, world } = await atSignIn()
    const other = await world.startMailHost({ user: { address, username: address, password: 'other' } })
    ports[`${mailName}:993`] = other.ports.imaps
    const refused = await walk.signIn(app)
    expect(refused.signIn).toMatchObject({ kind: 'failed', failure: { kind: 'auth-rejected', port: 993 } })
  })

  it('is in nothing that is shown, whatever the server sends back of it', async () => {
    const { app, ports } = await atSignIn()
    const certificate = await certificateFor([mailName])
    const token = Buffer.from(`\0${address}\0${password}`).toString('base64')
    const echo = `${password} ${token} ${Buffer.from(password).toString('base64')} said ${address}`
    const smtp = await createScriptedServer(
      createSmtpDialogue({ certificate, answers: { AUTH: (line) => `535 5.7.8 ${echo} ${line}` } }),
    )
    const imap = await createScriptedServer(
      createImapDialogue({ certificate, security: 'tls', answers: { AUTHENTICATE: [`$ NO ${echo}`] } }),
    )
    onTestFinished(() => Promise.all([smtp.close(), imap.close()]).then(() => undefined))
    const right = ports[`${mailName}:587`]
    ports[`${mailName}:587`] = smtp.port
    const sending = await walk.signIn(app)
    expect(sending.signIn).toMatchObject({ kind: 'failed', failure: { kind: 'auth-rejected' } })
    if (right !== undefined) ports[`${mailName}:587`] = right
    ports[`${mailName}:993`] = imap.port
    const reading = await walk.signIn(app)
    expect(reading.signIn).toMatchObject({ kind: 'failed', failure: { kind: 'auth-rejected', port: 993 } })
    expect(JSON.stringify([sending, reading])).toContain('said')
  })
})

describe('a certificate that nobody vouches for', () => {
  it('that was made after the password was heard tells nothing of it', async () => {
    const { app, world, ports } = await atSignIn()
    const telling = await createSelfSigned({ names: [`${password}.example`, mailName] })
    ports[`${mailName}:993`] = (await world.startMailHost({ certificate: telling })).ports.imaps
    const asked = await walk.signIn(app)
    expect(asked.signIn).toMatchObject({ kind: 'certificate', certificate: { sha256: sha256Of(telling) } })
    await app.call['setup.trust']({ sha256: sha256Of(telling), trust: false })
    const { signIn } = await app.until((state) => state.signIn.kind === 'failed')
    expect(signIn).toMatchObject({ failure: { kind: 'tls-untrusted', pem: null } })
  })

  it('is asked about before the password goes out, and trusted by hand', async () => {
    const { app, mailHost, readSettings } = await atOwnServer()
    const asked = await walk.signIn(app)
    expect(asked.signIn).toMatchObject({
      kind: 'certificate',
      host: mailName,
      port: 587,
      certificate: { sha256: sha256Of(ownCertificate), reason: 'self-signed' },
      trustedBefore: null,
    })
    expect(mailHost.signIns()).toBe(0)
    expect(await app.call['setup.trust']({ sha256: sha256Of(newCertificate), trust: true })).toBe(notNow)
    await app.call['setup.trust']({ sha256: sha256Of(ownCertificate), trust: true })
    const { record } = await app.until(({ signIn }) => signIn.kind === 'signed-in')
    expect(record.network?.canSend).toBe(true)
    expect(app.seen.filter(({ signIn }) => signIn.kind === 'certificate')).toHaveLength(1)
    await app.stop()
    const [account] = (await readSettings()).accounts
    expect(account?.pinned).toEqual([
      {
        host: mailName,
        sha256: sha256Of(ownCertificate),
        pem: expect.stringContaining('BEGIN CERT') as string,
      },
    ])
  })

  it('that is not trusted ends it: no password has gone out', async () => {
    const { app, mailHost, readSettings } = await atOwnServer()
    await walk.signIn(app)
    await app.call['setup.trust']({ sha256: sha256Of(ownCertificate), trust: false })
    const { signIn } = await app.until((state) => state.signIn.kind === 'failed')
    expect(signIn).toMatchObject({ kind: 'failed', failure: { kind: 'tls-untrusted', host: mailName } })
    expect(mailHost.signIns()).toBe(0)
    expect(await app.call['setup.trust']({ sha256: sha256Of(ownCertificate), trust: true })).toBe(notNow)
    await app.stop()
    expect((await readSettings()).accounts).toEqual([])
  })

  it('is no question any more where the person is elsewhere', async () => {
    const { app, mailHost } = await atOwnServer()
    await walk.signIn(app)
    await app.call['setup.go']({ step: 'address' })
    expect(app.wizard().signIn).toEqual({ kind: 'none' })
    expect(await app.call['setup.trust']({ sha256: sha256Of(ownCertificate), trust: true })).toBe(notNow)
    expect(mailHost.signIns()).toBe(0)
  })

  it('that is another one than was trusted is shown beside it, and replaces it only when trusted', async () => {
    const { app, world, ports, readSettings } = await atOwnServer()
    await walk.signIn(app)
    await app.call['setup.trust']({ sha256: sha256Of(ownCertificate), trust: true })
    const { record } = await app.until(({ signIn }) => signIn.kind === 'signed-in')
    const accountId = record.signedIn?.accountId ?? ''
    await app.call['setup.leave'](undefined)
    Object.assign(ports, portsOf(await world.startMailHost({ certificate: newCertificate })))

    await app.call['setup.open']({ accountId })
    expect(app.wizard()).toMatchObject({ step: 'network', accountId })
    await walk.network(app)
    const asked = await walk.signIn(app)
    expect(asked.signIn).toMatchObject({
      kind: 'certificate',
      certificate: { sha256: sha256Of(newCertificate) },
      trustedBefore: sha256Of(ownCertificate),
    })
    await app.call['setup.trust']({ sha256: sha256Of(newCertificate), trust: true })
    await app.until(({ signIn }) => signIn.kind === 'signed-in')
    await app.stop()
    const { accounts } = await readSettings()
    expect(accounts.map(({ id, pinned }) => [id, pinned.map(({ sha256 }) => sha256)])).toEqual([
      [accountId, [sha256Of(newCertificate)]],
    ])
  })

  it('is asked about once for a server: two in turn are no endless questions', async () => {
    const { app, world, ports } = await atOwnServer()
    const other = await world.startMailHost({ certificate: newCertificate })
    ports[`${mailName}:993`] = other.ports.imaps
    await walk.signIn(app)
    await app.call['setup.trust']({ sha256: sha256Of(ownCertificate), trust: true })
    const { signIn } = await app.until((state) => state.signIn.kind === 'failed')
    expect(signIn).toMatchObject({ kind: 'failed', failure: { kind: 'tls-untrusted', port: 993 } })
  })
})

describe('where the password is kept', () => {
  it('in memory: it is in no keychain and no file, and a test mail can be sent', async () => {
    const { app, credentials, readSettings } = await atSignIn()
    const { record } = await walk.signIn(app, 'session')
    expect(record.signedIn).toMatchObject({ kept: 'session' })
    expect(await credentials.list()).toEqual({ ok: true, value: [] })
    expect([...app.sessionPasswords]).toEqual([[record.signedIn?.accountId, password]])
    const { testMail } = await walk.testMail(app)
    expect(testMail).toMatchObject({ kind: 'sent', arrival: { kind: 'arrived' } })
    await app.stop()
    expect((await readSettings()).accounts[0]?.password).toBe('session')
  })

  it('in memory where it was in the keychain: it is taken out there', async () => {
    const { app, credentials } = await atSignIn()
    await walk.signIn(app)
    expect(await credentials.list()).toEqual({ ok: true, value: [address] })
    await app.call['setup.sign-in']({ username: address, password, keep: 'session' })
    await app.until(({ record }) => record.signedIn?.kept === 'session')
    expect(await credentials.list()).toEqual({ ok: true, value: [] })
  })

  it('a keychain that does not answer can be left: what it takes later is taken out again', async () => {
    const store = createSessionStore('linux')
    const answers: (() => void)[] = []
    const slow: CredentialStore = {
      ...store,
      save: async (name, secret) => {
        await new Promise<void>((resolve) => answers.push(resolve))
        return store.save(name, secret)
      },
    }
    const { app, readSettings } = await atSignIn({ credentials: slow })
    const call = app.call['setup.sign-in']
    await call({ username: address, password, keep: 'keychain' })
    await expect.poll(() => answers.length).toBe(1)
    await app.call['setup.stop-sign-in'](undefined)
    expect(app.wizard()).toMatchObject({ signIn: { kind: 'none' }, record: { signedIn: null } })
    // The next one waits for that: its own password must not be taken out.
    await call({ username: address, password, keep: 'keychain' })
    await app.until(({ signIn }) => signIn.kind === 'under-way' && signIn.doing === 'keeping')
    expect(answers).toHaveLength(1)
    answers[0]?.()
    await expect.poll(() => answers.length).toBe(2)
    expect(await store.list()).toEqual({ ok: true, value: [] })
    answers[1]?.()
    await app.until(({ signIn }) => signIn.kind === 'signed-in')
    expect(await store.read(address)).toEqual({ ok: true, value: password })
    await app.stop()
    expect((await readSettings()).accounts).toHaveLength(1)
  })
})

describe('while it runs', () => {
  it('it can be stopped', async () => {
    const { app, ports } = await atSignIn()
    ports[`${mailName}:587`] = 'silent'
    expect(await app.call['setup.stop-sign-in'](undefined)).toBe(notNow)
    await app.call['setup.go']({ step: 'sign-in' })
    await app.call['setup.sign-in']({ username: address, password, keep: 'keychain' })
    expect(app.wizard().signIn).toMatchObject({ kind: 'under-way', doing: 'submission' })
    await app.call['setup.stop-sign-in'](undefined)
    expect(app.wizard()).toMatchObject({ signIn: { kind: 'none' }, record: { signedIn: null } })
  })

  it('a newer one ends it', async () => {
    const { app, ports, mailHost, world } = await atSignIn()
    ports[`${mailName}:587`] = 'silent'
    await app.call['setup.go']({ step: 'sign-in' })
    await app.call['setup.sign-in']({ username: address, password: wrongPassword, keep: 'keychain' })
    ports[`${mailName}:587`] = mailHost.ports.submission
    await app.call['setup.sign-in']({ username: address, password, keep: 'keychain' })
    await app.until(({ signIn }) => signIn.kind === 'signed-in')
    expect(mailHost.signIns()).toBe(1)
    expect(await world.credentials.read(address)).toEqual({ ok: true, value: password })
  })
})
