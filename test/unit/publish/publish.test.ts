import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { publish, publishedDomain, type PublishWish } from '../../../electron/app/publish.ts'
import { someSigner, verified, withoutOpenssl } from '../clients/apple-mail/some-signers.ts'
import { createWorld, withMail } from '../discovery/example-domain.ts'
import { folder, publishTo, t } from './publish-world.ts'

test('the Apple profile asks for the address, or is for the one that was given', async () => {
  const file = 'apple/example.jp.mobileconfig'
  const generic = await (await publishTo(await folder(), withMail())).read(file)
  const personal = await (
    await publishTo(await folder(), withMail(), { address: 'hanako@example.jp' })
  ).read(file)
  expect(generic).not.toMatch(/EmailAddress<|Username/)
  expect(generic).toContain('<key>OutgoingMailServerPortNumber</key>\n\t\t\t<integer>587</integer>')
  expect(personal).toContain('<key>EmailAddress</key>\n\t\t\t<string>hanako@example.jp</string>')
  for (const profile of [generic, personal]) {
    expect(profile).not.toMatch(/<key>(Incoming|Outgoing)?Password<\/key>/)
    expect(profile.match(/<key>/g)?.length).toBe(
      profile.match(/<(string|integer|array|true|false)\b/g)?.length,
    )
  }
})

test('nothing is written over what is there', async () => {
  const out = await folder()
  await writeFile(path.join(out, 'mine.txt'), 'mine')
  const { published } = await publishTo(out, {})
  expect(published).toEqual({ ok: false, error: { kind: 'folder-not-empty', folder: out } })
  expect(await readdir(out)).toEqual(['mine.txt'])
})

test('a folder that cannot be made is said to be so', async () => {
  const out = await folder()
  await writeFile(path.join(out, 'file'), '')
  const { published } = await publishTo(path.join(out, 'file', 'below'), {})
  expect(published).toMatchObject({ ok: false, error: { kind: 'not-written', code: 'ENOTDIR' } })
})

test.each<[Partial<PublishWish>, string]>([
  [{ domain: 'example' }, 'not-a-domain'],
  [{ domain: 'example.jp; }' }, 'not-a-domain'],
  [{ domain: 'example.jp"><x>' }, 'not-a-domain'],
  [{ domain: 'hanako@example.jp' }, 'not-a-domain'],
  [{ domain: 'a.jp\nb.jp' }, 'not-a-domain'],
  [{ domain: '' }, 'not-a-domain'],
  [{ host: '192.0.2.1' }, 'not-a-server-name'],
  [{ host: 'mail' }, 'not-a-server-name'],
  [{ host: 'mail.example.jp;' }, 'not-a-server-name'],
  [{ imapHost: '<b>.example.jp' }, 'not-a-server-name'],
  [{ address: 'hanako' }, 'not-an-address'],
  [{ address: 'hanako@example.com' }, 'other-domain'],
])('%j is %s, and nothing is written', async (wish, kind) => {
  const out = path.join(await folder(), 'new')
  const { published } = await publishTo(out, {}, wish)
  expect(published).toMatchObject({ ok: false, error: { kind } })
  await expect(readdir(out)).rejects.toThrow('ENOENT')
})

test('a domain in its own script is published in A-labels', () => {
  expect(publishedDomain('日本.example')).toEqual({ ok: true, value: 'xn--wgv71a.example' })
  expect(publishedDomain('Example.JP.')).toEqual({ ok: true, value: 'example.jp' })
})

test('an aborted publication writes nothing', async () => {
  const out = path.join(await folder(), 'new')
  const world = await createWorld({})
  const wish = { domain: 'example.jp', folder: out, username: 'address' as const }
  expect(await publish(wish, { network: world }, t, AbortSignal.abort())).toBeNull()
  await expect(readdir(out)).rejects.toThrow('ENOENT')
})

test.skipIf(withoutOpenssl !== '')(
  `a signed Apple profile holds the other to the byte${withoutOpenssl}`,
  async () => {
    const { folder: own, inFolder, signer } = await someSigner()
    const file = 'apple/example.jp.mobileconfig'
    const plain = await publishTo(inFolder('plain'), withMail())
    const { published } = await publishTo(inFolder('signed'), withMail(), { signer })
    expect(published).toMatchObject({ ok: true, value: { signed: { validTo: expect.any(Date) as Date } } })
    expect(verified(own, `signed/${file}`)).toBe(await plain.read(file))
  },
)

test.skipIf(withoutOpenssl !== '')(
  `nothing is written where it cannot be signed${withoutOpenssl}`,
  async () => {
    const { inFolder, signer } = await someSigner()
    const { certificate: key } = signer
    const { published } = await publishTo(inFolder('out'), withMail(), { signer: { ...signer, key } })
    const why = { kind: 'key-unusable', file: key }
    expect(published).toEqual({ ok: false, error: { kind: 'not-signed', why } })
    await expect(readdir(inFolder('out'))).rejects.toThrow('ENOENT')
  },
)
