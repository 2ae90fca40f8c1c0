import { describe, expect, test } from 'vitest'
import { hostOf } from '../../../electron/app/host.ts'
import { SetupServers } from '../../../electron/contract/setup.ts'
import {
  formErrors,
  formOf,
  isHost,
  serversOf,
  withInPort,
  withInSecurity,
  withOutPort,
  withOutSecurity,
  withProtocol,
} from '../../../renderer/screens/wizard/server-form.ts'

const filled = { ...formOf(null, null), outHost: 'mail.tanaka.example', inHost: 'mail.tanaka.example' }

describe('ports and security', () => {
  test.each([
    ['465', 'tls'],
    ['587', 'starttls'],
  ] as const)('port %s for sending is %s', (port, security) => {
    expect(withOutPort(filled, port)).toMatchObject({ outPort: port, outSecurity: security })
    expect(withOutSecurity(filled, security)).toMatchObject({ outPort: port, outSecurity: security })
  })

  test('a port on its way changes nothing yet', () => {
    expect(withOutPort(filled, '46').outSecurity).toBe('starttls')
  })

  test.each([
    ['imap', 'tls', '993'],
    ['imap', 'starttls', '143'],
    ['pop3', 'tls', '995'],
    ['pop3', 'starttls', '110'],
  ] as const)('%s with %s is on port %s', (protocol, security, port) => {
    const form = withInSecurity(withProtocol(filled, protocol), security)
    expect(form).toMatchObject({ protocol, inSecurity: security, inPort: port })
    expect(withInPort({ ...form, inSecurity: security === 'tls' ? 'starttls' : 'tls' }, port)).toEqual(form)
  })

  test('a port of one’s own for receiving stays with either security', () => {
    const form = withInPort(filled, '1993')
    expect(form.inSecurity).toBe('tls')
    expect(withInSecurity(form, 'starttls')).toMatchObject({ inPort: '1993', inSecurity: 'starttls' })
  })
})

describe('errors', () => {
  test('none in a form that is filled in', () => {
    expect(formErrors(filled)).toEqual({})
  })

  test('an empty form lacks its names, which may still come', () => {
    const missing = { key: 'ui.address.error.no-host', unfinished: true }
    expect(formErrors(formOf(null, null))).toEqual({ outHost: missing, inHost: missing })
  })

  test.each([
    ['25', 'ui.address.error.port-25', false],
    ['5', 'ui.address.error.sending-port', true],
    ['58', 'ui.address.error.sending-port', true],
    ['', 'ui.address.error.sending-port', true],
    ['993', 'ui.address.error.sending-port', false],
    ['587x', 'ui.address.error.sending-port', false],
  ])('port “%s” for sending: %s', (outPort, key, unfinished) => {
    expect(formErrors({ ...filled, outPort }).outPort).toEqual({ key, unfinished })
  })

  test.each(['0', '65536', '1e3', '-1', '9.3'])('“%s” is no port for receiving', (inPort) => {
    expect(formErrors({ ...filled, inPort }).inPort?.unfinished).toBe(false)
  })

  test('a name that ends in a dot or a hyphen is on its way', () => {
    expect(formErrors({ ...filled, outHost: 'mail-' }).outHost?.unfinished).toBe(true)
    expect(formErrors({ ...filled, outHost: 'mail tanaka' }).outHost?.unfinished).toBe(false)
  })
})

test.each([
  'mail.tanaka.example',
  'MAIL.Tanaka.example',
  ' mail.tanaka.example ',
  'mail.tanaka.example.',
  'メール.例え.jp',
  'ｍａｉｌ.example',
  'my_mail.example',
  'localhost',
  '192.168.1.20',
  '2001:db8::25',
  '[2001:db8::25]',
  'mail..example',
  'mail tanaka',
  'hanako@tanaka.example',
  'https://mail.tanaka.example',
  'mail.tanaka.example:587',
  'mail.tanaka.example/x',
  '-mail.example',
  '300.1.1.1',
  '1.2.3',
  '2001:db8:::25',
  `${'a'.repeat(64)}.example`,
  '%6d.example',
  '',
])('“%s” is a host here exactly where the program takes it as one', (text) => {
  expect(isHost(text)).toBe(hostOf(text) !== null)
})

test('the servers of a form are what the program takes', () => {
  const form = withProtocol(withOutPort({ ...filled, outHost: ' mail.tanaka.example ' }, '465'), 'pop3')
  expect(SetupServers.parse(serversOf(form, 'hanako'))).toEqual({
    source: 'by-hand',
    username: 'hanako',
    submission: { host: 'mail.tanaka.example', port: 465, security: 'tls' },
    incoming: { protocol: 'pop3', host: 'mail.tanaka.example', port: 995, security: 'tls' },
  })
})
