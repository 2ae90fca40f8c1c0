import { createPublicKey, X509Certificate } from 'node:crypto'
import path from 'node:path'
import { failed, ok, type Result } from '../../contract/result.ts'
import { errnoOf } from '../../files/errno.ts'
import { assertReadable, readLimited } from '../../files/read-limited.ts'
import { findOpenssl, type RunOpenssl } from '../../system/openssl.ts'

/** Files, in PEM or DER. Postern reads the certificates; the key is read by openssl alone. */
export type Signer = {
  certificate: string
  key: string
  /** The certificates above it. */
  chain: string | null
}

export type SigningFailure =
  | { kind: 'openssl-missing' }
  | { kind: 'unreadable'; file: string; code: string }
  | { kind: 'not-a-certificate'; file: string }
  /** No key, or one with a passphrase. */
  | { kind: 'key-unusable'; file: string }
  | { kind: 'key-does-not-fit'; key: string; certificate: string }
  | { kind: 'chain-has-signer'; file: string }
  | { kind: 'openssl-refused'; reason: string }
  /** What came out does not hold the profile. */
  | { kind: 'signature-wrong' }

export type SignedProfile = {
  /** CMS SignedData with the profile inside, in DER. */
  content: Buffer
  validFrom: Date
  validTo: Date
}

const mostCertificateBytes = 1024 * 1024

/** Otherwise openssl would ask for a passphrase, on the terminal. */
const neverAsk = ['-passin', 'pass:']

/** Signs a profile with the openssl on the PATH, and reads it back. Null when `signal` ended it. */
export async function signProfile(
  text: string,
  signer: Signer,
  signal: AbortSignal,
): Promise<Result<SignedProfile, SigningFailure> | null> {
  const certificate = await readCertificates(signer.certificate)
  if (!certificate.ok) return certificate
  const [own] = certificate.value
  const chain = signer.chain === null ? ok([]) : await readCertificates(signer.chain)
  if (!chain.ok) return chain
  // openssl takes none twice.
  if (chain.value.some(({ fingerprint256 }) => fingerprint256 === own.fingerprint256))
    return failed({ kind: 'chain-has-signer', file: signer.chain ?? '' })
  const openssl = await findOpenssl()
  if (openssl === null) return failed({ kind: 'openssl-missing' })
  const key = await lookAtKey(signer, own, openssl, signal)
  const signed = key.ok ? await sign(text, signer, openssl, signal) : key
  if (signal.aborted) return null
  return signed.ok
    ? ok({ content: signed.value, validFrom: own.validFromDate, validTo: own.validToDate })
    : signed
}

type Certificates = [X509Certificate, ...X509Certificate[]]

async function readCertificates(file: string): Promise<Result<Certificates, SigningFailure>> {
  const read = await readable(file, () => readLimited(file, mostCertificateBytes))
  if (!read.ok) return read
  const { bytes } = read.value
  const pem = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  const [first, ...others] = (pem ?? [bytes]).map(parseCertificate).filter((one) => one !== null)
  return first === undefined ? failed({ kind: 'not-a-certificate', file }) : ok([first, ...others])
}

function parseCertificate(encoded: string | Buffer): X509Certificate | null {
  try {
    return new X509Certificate(encoded)
  } catch {
    return null
  }
}

/** What openssl says of a key that fits nothing is less clear. */
async function lookAtKey(
  { key: file, certificate }: Signer,
  own: X509Certificate,
  openssl: RunOpenssl,
  signal: AbortSignal,
): Promise<Result<void, SigningFailure>> {
  const read = await readable(file, () => assertReadable(file))
  if (!read.ok) return read
  const publicKey = await openssl(
    ['pkey', '-in', path.resolve(file), '-pubout', '-outform', 'DER', ...neverAsk],
    '',
    signal,
  )
  if (!publicKey.succeeded) return failed({ kind: 'key-unusable', file })
  const fits = createPublicKey({ key: publicKey.output, format: 'der', type: 'spki' }).equals(own.publicKey)
  return fits ? ok(undefined) : failed({ kind: 'key-does-not-fit', key: file, certificate })
}

async function sign(
  text: string,
  { certificate, key, chain }: Signer,
  openssl: RunOpenssl,
  signal: AbortSignal,
): Promise<Result<Buffer, SigningFailure>> {
  // Whole paths: otherwise a name with a colon would be a URI to openssl.
  const signed = await openssl(
    [
      ...['cms', '-sign', '-nodetach', '-binary', '-outform', 'DER'],
      ...['-signer', path.resolve(certificate), '-inkey', path.resolve(key), ...neverAsk],
      ...(chain === null ? [] : ['-certfile', path.resolve(chain)]),
    ],
    text,
    signal,
  )
  if (!signed.succeeded) return failed({ kind: 'openssl-refused', reason: signed.reason })
  // Whether the certificate is trusted is for the device to say.
  const verify = ['cms', '-verify', '-noverify', '-binary', '-inform', 'DER']
  const inside = await openssl(verify, signed.output, signal)
  return inside.succeeded && inside.output.equals(Buffer.from(text))
    ? ok(signed.output)
    : failed({ kind: 'signature-wrong' })
}

async function readable<Value>(
  file: string,
  work: () => Promise<Value>,
): Promise<Result<Value, SigningFailure>> {
  try {
    return ok(await work())
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    return failed({ kind: 'unreadable', file, code })
  }
}
