import net from 'node:net'
import tls from 'node:tls'
import type { PinnedCertificate } from '../contract/account.ts'

let rootsContext: tls.SecureContext | undefined

/**
 * Whom Postern trusts: the system's store and what Node trusts by itself, its own roots and NODE_EXTRA_CA_CERTS.
 * Made once: reading the system's store and parsing hundreds of roots takes a tenth of a second.
 */
function trustedRoots(): tls.SecureContext {
  rootsContext ??= tls.createSecureContext({
    ca: [...new Set([...tls.getCACertificates('system'), ...tls.getCACertificates('default')])],
    minVersion: 'TLSv1.2',
  })
  return rootsContext
}

export type TlsTrust = Pick<
  tls.ConnectionOptions,
  'host' | 'servername' | 'secureContext' | 'checkServerIdentity' | 'minVersion'
>

/**
 * TLS options for a connection to `host`, the same for probe, submission and IMAP. A pinned certificate
 * replaces the roots: only exactly that certificate is accepted, and only while it is valid.
 */
export function trustFor(host: string, pinned: PinnedCertificate | null): TlsTrust {
  const names = serverNames(host)
  if (pinned === null) return { ...names, secureContext: trustedRoots(), minVersion: 'TLSv1.2' }
  return {
    ...names,
    minVersion: 'TLSv1.2',
    secureContext: tls.createSecureContext({
      ca: pinned.pem,
      // A pinned certificate need not be a root: OpenSSL's partial chain ends at it.
      allowPartialTrustChain: true,
      minVersion: 'TLSv1.2',
    }),
    checkServerIdentity: (_name, certificate) =>
      certificate.fingerprint256 === pinned.sha256
        ? undefined
        : new Error('This is not the certificate that was trusted for this account.'),
  }
}

/** A literal address is never sent as server name (RFC 6066, 3); it is checked against the certificate's IP names. */
function serverNames(host: string): { host: string; servername: string } {
  const name = host.replace(/\.$/, '')
  return { host: name, servername: net.isIP(name) === 0 ? name : '' }
}

/** The pinned certificate of `host`, if the person trusted one. */
export function pinnedFor(host: string, pinned: readonly PinnedCertificate[]): PinnedCertificate | null {
  return pinned.find((entry) => entry.host.toLowerCase() === host.toLowerCase()) ?? null
}
