import net from 'node:net'
import tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { Certificate } from '../../../electron/contract/check.ts'
import { inspectTls } from '../../../electron/net/certificate.ts'
import {
  type CertificateOptions,
  createCertificateAuthority,
  createSelfSigned,
  type IssuedCertificate,
} from '../../fakes/certificates.ts'
import { listen } from '../../fakes/listening.ts'

/** Looks at what a real TLS server shows. */
async function inspect({ certPem, keyPem }: IssuedCertificate) {
  const server = tls.createServer({ cert: certPem, key: keyPem })
  // A client that says goodbye at once is none of the server's business.
  server.on('tlsClientError', () => undefined)
  const listening = await listen(server)
  onTestFinished(() => listening.close())
  const socket = net.connect(listening.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const inspection = await inspectTls(socket, 'mail.example.jp', null, AbortSignal.timeout(5_000))
  if (inspection.kind === 'secured') inspection.socket.destroy()
  return { inspection, socket }
}

const names: CertificateOptions['names'] = ['mail.example.jp', 'imap.example.jp']

test('a certificate without a subject is described by its names', async () => {
  const authority = await createCertificateAuthority('An authority')
  const { inspection } = await inspect(await authority.issue({ names, withoutSubject: true }))
  expect(inspection).toMatchObject({
    kind: 'secured',
    certificate: { subject: '', issuer: 'CN=An authority', names, reason: 'unknown-issuer' },
  })
  expect(inspection.kind === 'secured' && Certificate.safeParse(inspection.certificate).success).toBe(true)
})

test('a certificate that names neither subject nor issuer', async () => {
  const { inspection } = await inspect(await createSelfSigned({ names, withoutSubject: true }))
  expect(inspection).toMatchObject({ kind: 'secured', certificate: { subject: '', issuer: '', names } })
})

test.each(['notBefore', 'notAfter'] as const)(
  '%s that is no date: TLS failed, nothing open',
  async (which) => {
    const issued = await createSelfSigned({ names })
    const { inspection, socket } = await inspect({ ...issued, certPem: withUnreadableDate(issued, which) })
    expect(inspection).toEqual({ kind: 'tls-failed', code: 'UNREADABLE_CERTIFICATE' })
    await expect.poll(() => socket.destroyed).toBe(true)
  },
)

/** Letters in place of the digits of a UTCTime (X.690, 11.8). The signature does not fit any more, and need not. */
function withUnreadableDate({ certPem }: IssuedCertificate, which: 'notBefore' | 'notAfter'): string {
  const der = Buffer.from(certPem.replace(/-----[^-]+-----/g, ''), 'base64')
  const utcTime = Buffer.from([0x17, 13])
  const first = der.indexOf(utcTime)
  const at = which === 'notBefore' ? first : der.indexOf(utcTime, first + utcTime.length)
  if (at === -1) throw new Error('no date')
  der.write('no date here!', at + utcTime.length, 'latin1')
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
}
