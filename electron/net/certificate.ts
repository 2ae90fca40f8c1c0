import type { Socket } from 'node:net'
import tls from 'node:tls'
import type { PinnedCertificate } from '../contract/account.ts'
import type { Certificate, CertificateReason } from '../contract/check.ts'
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
 * THE ONLY PLACE THAT ACCEPTS AN UNVERIFIED CERTIFICATE. What it returns is for looking: the probe says EHLO and
 * QUIT over it, and no credential is ever sent here. Signing in goes through nodemailer and imapflow with
 * verification on (net/trust.ts).
 */
export function inspectTls(
  socket: Socket,
  host: string,
  pinned: PinnedCertificate | null,
  signal: AbortSignal,
): Promise<TlsInspection> {
  return new Promise((resolve) => {
    const secure = tls.connect({ ...trustFor(host, pinned), socket, rejectUnauthorized: false })
    const settle = (result: TlsInspection) => {
      signal.removeEventListener('abort', onAbort)
      secure.removeListener('close', onClose)
      if (result.kind !== 'secured') secure.destroy()
      resolve(result)
    }
    const onAbort = () => settle({ kind: 'aborted' })
    const onClose = () => settle({ kind: 'tls-failed', code: 'CLOSED' })
    secure.on('error', (error: NodeJS.ErrnoException) =>
      settle({ kind: 'tls-failed', code: error.code ?? 'UNKNOWN' }),
    )
    secure.once('close', onClose)
    secure.once('secureConnect', () => {
      const certificate = secure.getPeerX509Certificate()
      if (certificate === undefined) {
        settle({ kind: 'tls-failed', code: 'NO_CERTIFICATE' })
        return
      }
      settle({
        kind: 'secured',
        socket: secure,
        pem: certificate.toString(),
        protocol: secure.getProtocol() ?? 'TLS',
        cipher: secure.getCipher().standardName,
        certificate: {
          subject: oneLine(certificate.subject),
          issuer: oneLine(certificate.issuer),
          names: namesOf(certificate.subjectAltName),
          notBefore: new Date(certificate.validFrom).toISOString(),
          notAfter: new Date(certificate.validTo).toISOString(),
          sha256: certificate.fingerprint256,
          trusted: secure.authorized,
          // Node sets a string code here, whatever its types say.
          reason: secure.authorized ? null : reasonFor(String(secure.authorizationError)),
        },
      })
    })
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
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

/** Node gives distinguished names one attribute a line. */
function oneLine(name: string): string {
  return name.split('\n').join(', ')
}

/** "DNS:a, DNS:b, IP Address:192.0.2.1" to the bare names. */
function namesOf(subjectAltName: string | undefined): string[] {
  if (subjectAltName === undefined) return []
  return subjectAltName.split(', ').map((entry) => entry.replace(/^[^:]*:/, ''))
}
