import { expect, test } from 'vitest'
import { certificateOwner } from '../../../electron/text/certificate-owner.ts'
import { createTranslator } from '../../../electron/text/translator.ts'

const certificate = {
  subject: 'CN=Mail',
  issuer: 'CN=An authority',
  names: ['mail.example.jp', 'imap.example.jp'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  sha256: 'AA:BB',
  trusted: true,
  reason: null,
}

test.each([
  ['the subject', certificate, 'CN=Mail'],
  ['without one the first name', { ...certificate, subject: '' }, 'mail.example.jp'],
  ['without any name that it is unknown', { ...certificate, subject: '', names: [] }, 'unknown'],
])('the owner of a certificate is %s', (_what, seen, owner) => {
  expect(certificateOwner(seen, createTranslator('en'))).toBe(owner)
})
