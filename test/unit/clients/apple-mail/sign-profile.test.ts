import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import process from 'node:process'
import { describe, expect, it, vi } from 'vitest'
import { type Signer, signProfile } from '../../../../electron/clients/apple-mail/sign-profile.ts'
import { oddFiles } from '../../../fakes/odd-files.ts'
import { openssl, someSigner, verified, withoutOpenssl } from './some-signers.ts'

const { signal } = new AbortController()
// Line ends of every kind must come back as they were.
const profile = '<?xml version="1.0"?>\n<plist>\r\n花子\n\n</plist>\n'

async function signedBy(signer: Signer): Promise<Buffer> {
  const signed = await signProfile(profile, signer, signal)
  if (signed?.ok !== true) throw new Error(JSON.stringify(signed))
  return signed.value.content
}

const failureOf = async (signer: Signer) => {
  const signed = await signProfile(profile, signer, signal)
  return signed?.ok === false ? signed.error : signed
}

describe.skipIf(withoutOpenssl !== '')(`a profile that is signed${withoutOpenssl}`, () => {
  it('is inside to the byte, and its signature is that of the certificate', async () => {
    const { folder, inFolder, signer } = await someSigner()
    await writeFile(inFolder('signed'), await signedBy(signer))
    expect(verified(folder, 'signed')).toBe(profile)
  })

  it('does not verify with another authority, nor when a byte was changed', async () => {
    const { folder, inFolder, signer } = await someSigner()
    const other = await someSigner()
    const signed = await signedBy(signer)
    await writeFile(inFolder('signed'), signed)
    expect(() => verified(folder, 'signed', other.inFolder('authority.pem'))).toThrow('verify error')
    signed[signed.indexOf('plist')] = 'P'.charCodeAt(0)
    await writeFile(inFolder('changed'), signed)
    expect(() => verified(folder, 'changed')).toThrow('Verification failure')
  })

  it('takes the chain along, so that the root alone is to be trusted', async () => {
    const { folder, inFolder, signer } = await someSigner()
    const request = (name: string) => [
      ...['req', '-newkey', 'rsa:2048', '-noenc', '-subj', `/CN=${name}`],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
    ]
    const issue = (name: string, by: string) => [
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`],
      ...['-CAcreateserial', '-extfile', `${name}.ext`, '-out', `${name}.pem`],
    ]
    await writeFile(inFolder('middle.ext'), 'basicConstraints=critical,CA:TRUE\n')
    await writeFile(inFolder('leaf.ext'), 'basicConstraints=critical,CA:FALSE\n')
    const root = ['req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-subj', '/CN=root']
    openssl(folder, [...root, '-keyout', 'root.key', '-out', 'root.pem'])
    openssl(folder, request('middle'))
    openssl(folder, issue('middle', 'root'))
    openssl(folder, request('leaf'))
    openssl(folder, issue('leaf', 'middle'))
    const leaf = { ...signer, certificate: inFolder('leaf.pem'), key: inFolder('leaf.key') }

    await writeFile(inFolder('alone'), await signedBy(leaf))
    expect(() => verified(folder, 'alone', 'root.pem')).toThrow('unable to get local issuer certificate')
    const withChain = { ...leaf, chain: inFolder('middle.pem') }
    await writeFile(inFolder('signed'), await signedBy(withChain))
    expect(verified(folder, 'signed', 'root.pem')).toBe(profile)
  })

  it('is signed with files in DER, too, and with names that mean something else to openssl', async () => {
    const { folder, inFolder, signer } = await someSigner()
    openssl(folder, ['x509', '-in', 'certificate.pem', '-outform', 'DER', '-out', 'certificate.der'])
    openssl(folder, ['pkey', '-in', 'key.pem', '-outform', 'DER', '-out', 'key.der'])
    const der = { ...signer, certificate: inFolder('certificate.der'), key: inFolder('key.der') }
    await writeFile(inFolder('signed'), await signedBy(der))
    expect(verified(folder, 'signed')).toBe(profile)

    await copyFile(inFolder('key.pem'), inFolder('-passin'))
    await copyFile(inFolder('certificate.pem'), inFolder('data:$(id) "x"'))
    const before = process.cwd()
    process.chdir(folder)
    try {
      const strange = { ...signer, certificate: 'data:$(id) "x"', key: '-passin' }
      await writeFile(inFolder('strange'), await signedBy(strange))
    } finally {
      process.chdir(before)
    }
    expect(verified(folder, 'strange')).toBe(profile)
  })

  it('tells how long its certificate is valid', async () => {
    const notAfter = new Date('2021-03-04T05:06:07Z')
    const { signer } = await someSigner({ notBefore: new Date('2020-01-02T03:04:05Z'), notAfter })
    expect(await signProfile(profile, signer, signal)).toMatchObject({
      ok: true,
      value: { validFrom: new Date('2020-01-02T03:04:05Z'), validTo: notAfter },
    })
  })

  it('is not there when it was aborted', async () => {
    const { signer } = await someSigner()
    expect(await signProfile(profile, signer, AbortSignal.abort())).toBeNull()
  })
})

describe.skipIf(withoutOpenssl !== '')(`what keeps a profile from being signed${withoutOpenssl}`, () => {
  it('files that are not there, or are no files', async () => {
    const { folder, signer } = await someSigner()
    const file = `${folder}/nothing`
    for (const missing of [{ certificate: file }, { key: file }, { chain: file }]) {
      const failure = await failureOf({ ...signer, ...missing })
      expect(failure).toEqual({ kind: 'unreadable', file, code: 'ENOENT' })
    }
    expect(await failureOf({ ...signer, certificate: folder })).toMatchObject({ code: 'EISDIR' })
  })

  it.each(oddFiles(1024 * 1024))('%s in the place of a certificate', async (_, put, code) => {
    const { inFolder, signer } = await someSigner()
    const file = inFolder('odd')
    await put(file)
    for (const odd of [{ certificate: file }, { chain: file }])
      expect(await failureOf({ ...signer, ...odd })).toEqual({ kind: 'unreadable', file, code })
    // Of a key only openssl knows how big it may be.
    if (code !== 'EFBIG')
      expect(await failureOf({ ...signer, key: file })).toEqual({ kind: 'unreadable', file, code })
  })

  it('other files in the place of certificates', async () => {
    const { inFolder, signer } = await someSigner()
    const { key } = signer
    expect(await failureOf({ ...signer, certificate: key })).toEqual({ kind: 'not-a-certificate', file: key })
    expect(await failureOf({ ...signer, chain: key })).toEqual({ kind: 'not-a-certificate', file: key })
    const half = inFolder('half.pem')
    await writeFile(half, (await readFile(signer.certificate)).subarray(0, 200))
    expect(await failureOf({ ...signer, certificate: half })).toEqual({
      kind: 'not-a-certificate',
      file: half,
    })
  })

  it('no key, a key with a passphrase, and the key of another certificate', async () => {
    const { folder, inFolder, signer } = await someSigner()
    const { certificate } = signer
    expect(await failureOf({ ...signer, key: certificate })).toEqual({
      kind: 'key-unusable',
      file: certificate,
    })
    const locked = inFolder('locked.pem')
    openssl(folder, ['pkey', '-in', 'key.pem', '-aes256', '-passout', 'pass:secret', '-out', locked])
    expect(await failureOf({ ...signer, key: locked })).toEqual({ kind: 'key-unusable', file: locked })
    const { key } = (await someSigner()).signer
    expect(await failureOf({ ...signer, key })).toEqual({ kind: 'key-does-not-fit', key, certificate })
    const rsa = inFolder('rsa.pem')
    openssl(folder, ['genpkey', '-algorithm', 'rsa', '-out', rsa])
    expect(await failureOf({ ...signer, key: rsa })).toMatchObject({ kind: 'key-does-not-fit', key: rsa })
  })

  it('a chain that begins with the certificate itself, as Let’s Encrypt’s fullchain.pem does', async () => {
    const { inFolder, signer } = await someSigner()
    const chain = inFolder('fullchain.pem')
    const parts = [signer.certificate, inFolder('authority.pem')].map((file) => readFile(file, 'utf8'))
    await writeFile(chain, (await Promise.all(parts)).join('\n'))
    expect(await failureOf({ ...signer, chain })).toEqual({ kind: 'chain-has-signer', file: chain })
    // In the other place it is right: the first certificate counts.
    expect(await failureOf({ ...signer, certificate: chain })).toMatchObject({ ok: true })
  })

  it('a kind of key that openssl does not sign with, in its own words', async () => {
    const { folder, inFolder, signer } = await someSigner()
    openssl(folder, ['genpkey', '-algorithm', 'x25519', '-out', 'x.pem'])
    openssl(folder, ['pkey', '-in', 'x.pem', '-pubout', '-out', 'x.pub'])
    openssl(folder, ['req', '-new', '-key', 'key.pem', '-subj', '/CN=x', '-out', 'x.csr'])
    openssl(folder, [
      ...['x509', '-req', '-in', 'x.csr', '-signkey', 'key.pem', '-force_pubkey', 'x.pub', '-out', 'x.crt'],
    ])
    const failure = await failureOf({ ...signer, certificate: inFolder('x.crt'), key: inFolder('x.pem') })
    expect(failure).toMatchObject({
      kind: 'openssl-refused',
      reason: expect.stringMatching(/^[\w ]+$/) as string,
    })
  })

  it('a machine without openssl, where a folder of that name is none', async () => {
    const { folder, inFolder, signer } = await someSigner()
    await mkdir(inFolder('openssl'))
    vi.stubEnv('PATH', `${folder}:.`)
    const failure = await failureOf(signer)
    vi.unstubAllEnvs()
    expect(failure).toEqual({ kind: 'openssl-missing' })
  })

  it('an openssl that gives something else back', async () => {
    const { inFolder, signer } = await someSigner()
    await mkdir(inFolder('bin'))
    const script = `case "$*" in *-verify*) echo other;; *) PATH='${process.env['PATH']}' exec openssl "$@";; esac`
    await writeFile(inFolder('bin/openssl'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    vi.stubEnv('PATH', inFolder('bin'))
    const failure = await failureOf(signer)
    vi.unstubAllEnvs()
    expect(failure).toEqual({ kind: 'signature-wrong' })
  })
})
