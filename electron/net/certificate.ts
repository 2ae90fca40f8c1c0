import type { Socket } from 'node:net'
import type tls from 'node:tls'
import type { PinnedCertificate } from '../contract/account.ts'
import type { OldTlsVersion } from '../contract/audit.ts'
import type { Certificate, CertificateReason } from '../contract/check.ts'
import { handshake } from './handshake.ts'
import { trustFor } from './trust.ts'

export type TlsInspection =
  | {
      kind: 'secured'
      socket: tls.TLSSocket
      certificate: Certificate
      pem: string
      protocol: string
      cipher: string
    }
  | { kind: 'tls-failed'; code: string }
  | { kind: 'aborted' }

/**
 * Starts TLS on a connected socket and tells what certificate the server shows, trusted or not.
 *
 * THIS FILE IS THE ONLY PLACE THAT ACCEPTS AN UNVERIFIED CERTIFICATE. What it returns is for looking: the probe says
 * EHLO and QUIT over it, and no credential is ever sent here. Signing in goes through nodemailer and imapflow with
 * verification on (net/trust.ts).
 */
export async function inspectTls(
  socket: Socket,
  host: string,
  pinned: PinnedCertificate | null,
  signal: AbortSignal,
): Promise<TlsInspection> {
  const shaken = await handshake({ ...trustFor(host, pinned), socket, rejectUnauthorized: false }, signal)
  if (shaken.kind !== 'secured') return shaken
  const { socket: secure } = shaken
  const certificate = secure.getPeerX509Certificate()
  if (certificate === undefined) {
    secure.destroy()
    return { kind: 'tls-failed', code: 'NO_CERTIFICATE' }
  }
  const notBefore = isoDate(certificate.validFrom)
  const notAfter = isoDate(certificate.validTo)
  if (notBefore === null || notAfter === null) {
    secure.destroy()
    return { kind: 'tls-failed', code: 'UNREADABLE_CERTIFICATE' }
  }
  return {
    kind: 'secured',
    socket: secure,
    pem: certificate.toString(),
    protocol: secure.getProtocol() ?? 'TLS',
    cipher: secure.getCipher().standardName,
    certificate: {
      subject: oneLine(certificate.subject),
      issuer: oneLine(certificate.issuer),
      names: namesOf(certificate.subjectAltName),
      notBefore,
      notAfter,
      sha256: certificate.fingerprint256,
      trusted: secure.authorized,
      // Node sets a string code here, whatever its types say.
      reason: secure.authorized ? null : reasonFor(String(secure.authorizationError)),
    },
  }
}

/** OpenSSL would not speak these versions at its usual security level. BoringSSL, in Electron, has no levels. */
const { openssl_is_boringssl: boring = false } = process.features as { openssl_is_boringssl?: boolean }
const everyCipher = boring ? 'DEFAULT' : 'DEFAULT@SECLEVEL=0'

const nodeNames = { '1.0': 'TLSv1', '1.1': 'TLSv1.1' } as const satisfies Record<OldTlsVersion, string>

/**
 * Whether the server still speaks an old TLS version: a handshake that allows nothing else. `unknown` where `signal`
 * ended it. An accepted connection is for saying goodbye, and nothing more.
 */
export async function acceptsTlsVersion(
  socket: Socket,
  host: string,
  version: OldTlsVersion,
  signal: AbortSignal,
): Promise<{ kind: 'accepted'; socket: tls.TLSSocket } | { kind: 'refused' } | { kind: 'unknown' }> {
  const name = nodeNames[version]
  const shaken = await handshake(
    {
      socket,
      servername: trustFor(host, null).servername ?? '',
      minVersion: name,
      maxVersion: name,
      ciphers: everyCipher,
      rejectUnauthorized: false,
    },
    signal,
  )
  switch (shaken.kind) {
    case 'secured':
      return { kind: 'accepted', socket: shaken.socket }
    case 'tls-failed':
      return { kind: 'refused' }
    case 'aborted':
      return { kind: 'unknown' }
  }
}

/** OpenSSL's and Node's verification codes to the contract's reasons. */
function reasonFor(code: string): CertificateReason {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return 'expired'
    case 'CERT_NOT_YET_VALID':
      return 'not-yet-valid'
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'self-signed'
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'wrong-name'
    default:
      return 'unknown-issuer'
  }
}

/** Node gives distinguished names one attribute a line, and undefined, whatever its types say, for an empty one. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ')
}

function isoDate(text: string): string | null {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** "DNS:a, DNS:b, IP Address:192.0.2.1" to the bare names. */
function namesOf(subjectAltName: string | undefined): string[] {
  if (subjectAltName === undefined) return []
  return subjectAltName.split(', ').map((entry) => entry.replace(/^[^:]*:/, ''))
}
