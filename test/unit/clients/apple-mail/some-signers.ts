import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { type CertificateOptions, createCertificateAuthority } from '../../../fakes/certificates.ts'

/** Why nothing can be signed on this machine, for the names of tests; or empty. */
export const withoutOpenssl =
  spawnSync('openssl', ['version']).status === 0 ? '' : ' (skipped where openssl is missing)'

/** The real openssl, in a folder. Throws what it complains of. */
export function openssl(folder: string, args: readonly string[], input = ''): Buffer {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, input })
  if (status !== 0) throw new Error(stderr.toString())
  return stdout
}

/** What is inside of a signed profile; throws unless a certificate of `authority` has signed it. */
export function verified(folder: string, file: string, authority = 'authority.pem'): string {
  const trust = ['-CAfile', authority, '-purpose', 'any']
  return openssl(folder, ['cms', '-verify', '-binary', '-inform', 'DER', '-in', file, ...trust]).toString()
}

/** A folder with a certificate, its key and the authority that issued it, until the test has ended. */
export async function someSigner(options: Partial<CertificateOptions> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-signer-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const inFolder = (name: string) => path.join(folder, name)
  const authority = await createCertificateAuthority('An authority of the test')
  const { certPem, keyPem } = await authority.issue({ names: ['profiles.tanaka.example'], ...options })
  await writeFile(inFolder('authority.pem'), authority.certPem)
  await writeFile(inFolder('certificate.pem'), certPem)
  await writeFile(inFolder('key.pem'), keyPem, { mode: 0o600 })
  const signer = { certificate: inFolder('certificate.pem'), key: inFolder('key.pem'), chain: null }
  return { folder, inFolder, signer }
}
