import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { appleProfile } from '../../../electron/app/apple-profile.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { exampleAccount } from '../accounts/example-account.ts'
import { openssl, someSigner, verified, withoutOpenssl } from '../clients/apple-mail/some-signers.ts'
import { startCommand } from './command.ts'

const account = exampleAccount('hanako')
const settings = JSON.stringify({ version: 1, accounts: [account] })

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-apple-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

test('the profile is in a new file that nobody else reads, and what to do with it is said', async () => {
  const file = path.join(await temporaryFolder(), 'mail.mobileconfig')
  const { exit, seen } = await startCommand(['apple-mail', account.address, '--out', file], settings)
  expect(await exit).toEqual({ code: 0, signal: null })
  expect(seen.stdout).toContain(`Saved as ${file}.`)
  expect(seen.stdout).toContain('Device Management')
  expect(await readFile(file, 'utf8')).toContain(`<string>${account.submission.host}</string>`)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('what is there already is left alone: exit 1', async () => {
  const file = path.join(await temporaryFolder(), 'mail.mobileconfig')
  await writeFile(file, 'mine')
  const { exit, seen } = await startCommand(['apple-mail', '--out', file], settings)
  expect(await exit).toEqual({ code: 1, signal: null })
  expect(seen.stderr).toContain('is there already')
  expect(await readFile(file, 'utf8')).toBe('mine')
})

test('a folder that is not there is told: exit 1; an account that is not there: exit 2', async () => {
  const file = path.join(await temporaryFolder(), 'nowhere', 'mail.mobileconfig')
  const there = await startCommand(['apple-mail', '--out', file], settings)
  expect(await there.exit).toEqual({ code: 1, signal: null })
  expect(there.seen.stderr).toContain('ENOENT')
  const nobody = await startCommand(['apple-mail', 'nobody@tanaka.example', '--out', file], settings)
  expect(await nobody.exit).toEqual({ code: 2, signal: null })
})

test.each([
  ['is not set up', { unfinished: true }, /postern account add/],
  [
    'has a certificate that only Postern was told to trust',
    { pinned: [{ host: account.submission.host, sha256: Array(32).fill('AB').join(':'), pem: 'PEM' }] },
    /everybody trusts/,
  ],
])('an account that %s gets no profile: exit 1', async (_, change, words) => {
  const file = path.join(await temporaryFolder(), 'mail.mobileconfig')
  const changed = JSON.stringify({ version: 1, accounts: [{ ...account, ...change }] })
  const { exit, seen } = await startCommand(['apple-mail', '--out', file], changed)
  expect(await exit).toEqual({ code: 1, signal: null })
  expect(seen.stderr).toMatch(words)
  await expect(stat(file)).rejects.toThrow('ENOENT')
})

test.each([
  [['--sign-chain', 'chain.pem'], 'en', /--sign-chain goes with them/],
  [['--sign-key', 'key.pem'], 'ja', /--sign-cert と --sign-key の両方/],
])('half of what a signature needs is wrong use: %j', async (args, language, words) => {
  const file = path.join(await temporaryFolder(), 'mail.mobileconfig')
  const command = ['--lang', language, 'apple-mail', '--out', file, ...args]
  const { exit, seen } = await startCommand(command, settings)
  expect(await exit).toEqual({ code: 2, signal: null })
  expect(seen.stderr).toMatch(words)
  await expect(stat(file)).rejects.toThrow('ENOENT')
})

describe.skipIf(withoutOpenssl !== '')(`a profile that is signed${withoutOpenssl}`, () => {
  const started = (signer: { certificate: string; key: string }, ...args: readonly string[]) =>
    startCommand(
      ['apple-mail', ...args, '--sign-cert', signer.certificate, '--sign-key', signer.key],
      settings,
    )

  test('holds the one that is not signed to the byte, and nobody else reads it', async () => {
    const { folder, inFolder, signer } = await someSigner()
    const { exit, seen } = await started(signer, '--out', inFolder('signed.mobileconfig'))
    expect(await exit).toEqual({ code: 0, signal: null })
    expect(seen.stdout).toMatch(/^The profile is signed\. .* is valid until \d{4}-/m)
    expect(seen.stderr).toBe('')
    expect(verified(folder, 'signed.mobileconfig')).toBe(appleProfile(account, createTranslator('en')).text)
    expect((await stat(inFolder('signed.mobileconfig'))).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['expired', { notAfter: new Date('2021-03-04T05:06:07Z') }, /expired on 2021-03-0/],
    ['not valid yet', { notBefore: new Date('2100-01-02T03:04:05Z') }, /not valid before 2100-01-0/],
  ])('is signed with a certificate that is %s, with a warning', async (_, validity, words) => {
    const range = { notBefore: new Date('2020-01-01'), notAfter: new Date('2101-01-01'), ...validity }
    const { folder, inFolder, signer } = await someSigner(range)
    const { exit, seen } = await started(signer, '--out', inFolder('signed'))
    expect(await exit).toEqual({ code: 0, signal: null })
    expect(seen.stdout).toMatch(words)
    const inside = ['cms', '-verify', '-noverify', '-binary', '-inform', 'DER', '-in', 'signed']
    expect(openssl(folder, inside).toString()).toContain(account.submission.host)
  })

  test('is not written with the key of another certificate: exit 2', async () => {
    const { inFolder, signer } = await someSigner()
    const { key } = (await someSigner()).signer
    const { exit, seen } = await started({ ...signer, key }, '--out', inFolder('signed'))
    expect(await exit).toEqual({ code: 2, signal: null })
    expect(seen.stderr).toContain(`The key in ${key} does not belong to`)
    await expect(stat(inFolder('signed'))).rejects.toThrow('ENOENT')
  })

  test('is not written where there is no openssl: exit 1', async () => {
    const { inFolder, signer } = await someSigner()
    vi.stubEnv('PATH', inFolder('nowhere'))
    const { exit, seen } = await started(signer, '--out', inFolder('signed'))
    vi.unstubAllEnvs()
    expect(await exit).toEqual({ code: 1, signal: null })
    expect(seen.stderr).toMatch(/openssl.* Install it.* Nothing was written\./)
    await expect(stat(inFolder('signed'))).rejects.toThrow('ENOENT')
  })

  test('a key with a passphrase is told, and the passphrase not asked for', async () => {
    const { folder, inFolder, signer } = await someSigner()
    openssl(folder, ['pkey', '-in', 'key.pem', '-aes256', '-passout', 'pass:secret', '-out', 'locked.pem'])
    const { exit, seen } = await started({ ...signer, key: inFolder('locked.pem') }, '--out', inFolder('out'))
    expect(await exit).toEqual({ code: 2, signal: null })
    expect(seen.stderr).toContain('the key has a passphrase')
  })
})
