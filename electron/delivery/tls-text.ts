import type tls from 'node:tls'

/** TLS as the contract tells it: version and cipher suite, such as "TLSv1.3 TLS_AES_256_GCM_SHA384". */
export function tlsText(socket: tls.TLSSocket): string {
  return `${socket.getProtocol() ?? 'TLS'} ${socket.getCipher().standardName}`
}

/** Why the certificate was not trusted, in Node's or OpenSSL's word; null where trust was not the trouble. */
export function untrustedReason(socket: tls.TLSSocket): string | null {
  // Node sets a string or null, whatever its types say.
  const reason: unknown = socket.authorizationError
  return typeof reason === 'string' ? reason : null
}
