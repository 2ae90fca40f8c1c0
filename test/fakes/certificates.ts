import { isIP } from 'node:net'
import './reflect-metadata.ts'
import * as x509 from '@peculiar/x509'

export type CertificateOptions = {
  /** DNS names and IP addresses for the subjectAltName; the first is the common name. */
  names: readonly [string, ...string[]]
  /** No subject at all: only the subjectAltName tells whose it is (RFC 5280, 4.2.1.6). */
  withoutSubject?: true
  notBefore?: Date
  notAfter?: Date
}

export type IssuedCertificate = {
  certPem: string
  keyPem: string
}

export type CertificateAuthority = {
  certPem: string
  issue(options: CertificateOptions): Promise<IssuedCertificate>
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A new authority whose key exists only in this process. */
export async function createCertificateAuthority(name: string): Promise<CertificateAuthority> {
  const keys = await generateKeys()
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm: algorithm,
    ...validity({}),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return {
    certPem: root.toString('pem'),
    issue: async (options) => {
      const leafKeys = await generateKeys()
      const leaf = await x509.X509CertificateGenerator.create({
        subject: subjectOf(options),
        issuer: root.subjectName,
        publicKey: leafKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        ...validity(options),
        extensions: [
          ...leafExtensions(options),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      })
      return { certPem: leaf.toString('pem'), keyPem: await privateKeyPem(leafKeys) }
    },
  }
}

/** A server certificate that vouches for itself, as small private mail servers show. */
export async function createSelfSigned(options: CertificateOptions): Promise<IssuedCertificate> {
  const keys = await generateKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: subjectOf(options),
    keys,
    signingAlgorithm: algorithm,
    ...validity(options),
    extensions: leafExtensions(options),
  })
  return { certPem: certificate.toString('pem'), keyPem: await privateKeyPem(keys) }
}

function subjectOf({ names, withoutSubject }: CertificateOptions): x509.JsonName {
  return withoutSubject === true ? [] : [{ CN: [names[0]] }]
}

/** Valid from an hour ago (clocks differ) for thirty days; an end in the past moves the start before it. */
function validity({ notBefore, notAfter }: { notBefore?: Date; notAfter?: Date }) {
  const end = notAfter ?? new Date(Math.max(Date.now(), notBefore?.getTime() ?? 0) + 30 * dayMs)
  return {
    notBefore: notBefore ?? new Date(Math.min(Date.now() - hourMs, end.getTime() - dayMs)),
    notAfter: end,
  }
}

function leafExtensions({ names }: CertificateOptions): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    new x509.SubjectAlternativeNameExtension(
      names.map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name })),
    ),
  ]
}

function generateKeys() {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

async function privateKeyPem(keys: Awaited<ReturnType<typeof generateKeys>>): Promise<string> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')
}
