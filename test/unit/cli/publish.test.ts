import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { someSigner, verified, withoutOpenssl } from '../clients/apple-mail/some-signers.ts'
import { startCommand } from './command.ts'

const settings = JSON.stringify({ version: 1, accounts: [] })

test.each([
  [['publish', 'example.invalid'], /--out DIR.*--check/],
  [['publish', 'example.invalid', '--out', 'here', '--check'], /--out DIR.*--check/],
  [['publish', 'nothing', '--check'], /“nothing” is not a domain/],
  [['publish', 'example.invalid', '--out', 'here', '--host', '192.0.2.1'], /“192.0.2.1” is not the name/],
  [['publish', 'example.invalid', '--out', 'here', '--sign-key', 'key.pem'], /--sign-cert and --sign-key/],
])('%j is wrong use', async (args, words) => {
  const { exit, seen } = await startCommand(args, settings)
  expect(await exit).toEqual({ code: 2, signal: null })
  expect(seen.stdout).toBe('')
  expect(seen.stderr).toMatch(words)
})

test('the files are written, and what was assumed is said, in Japanese, too', async () => {
  const made = await mkdtemp(path.join(tmpdir(), 'postern-publish-'))
  onTestFinished(() => rm(made, { recursive: true }))
  const out = path.join(made, 'new')
  const { exit, seen } = await startCommand(
    ['--lang', 'ja', 'publish', 'example.invalid', '--out', out],
    settings,
  )
  expect(await exit).toEqual({ code: 0, signal: null })
  expect(seen.stdout).toContain('サーバー名は mail.example.invalid と仮定しました。')
  expect(seen.stdout).toContain('postern publish example.invalid --check')
  expect(await readFile(path.join(out, 'README.md'), 'utf8')).toMatch(/^# example\.invalid のメール設定\n/)
})

describe.skipIf(withoutOpenssl !== '')(`the Apple profile among them, signed${withoutOpenssl}`, () => {
  const published = (out: string, signer: { certificate: string; key: string }) =>
    startCommand(
      [
        'publish',
        'example.invalid',
        '--out',
        out,
        '--sign-cert',
        signer.certificate,
        '--sign-key',
        signer.key,
      ],
      settings,
    )

  test('is there, and until when its certificate is valid is said', async () => {
    const { folder, inFolder, signer } = await someSigner()
    const { exit, seen } = await published(inFolder('out'), signer)
    expect(await exit).toEqual({ code: 0, signal: null })
    expect(seen.stdout).toMatch(/^The profile is signed\. .* is valid until \d{4}-/m)
    expect(verified(folder, 'out/apple/example.invalid.mobileconfig')).toContain(
      '<string>EmailTypeIMAP</string>',
    )
  })

  test('nothing at all is written where it could not be signed', async () => {
    const { inFolder, signer } = await someSigner()
    const wrong = await published(inFolder('out'), { ...signer, key: signer.certificate })
    expect(await wrong.exit).toEqual({ code: 2, signal: null })
    expect(wrong.seen.stderr).toContain('openssl reads no private key')
    await expect(stat(inFolder('out'))).rejects.toThrow('ENOENT')
  })
})
