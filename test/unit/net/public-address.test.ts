import { expect, test } from 'vitest'
import { isPublic } from '../../../electron/net/public-address.ts'

test.each([
  '203.0.113.1',
  '172.32.0.1',
  '100.128.0.1',
  '2001:db8::1',
  '64:ff9b::203.0.113.1',
  '64:ff9b::cb00:7101',
  '2002:cb00:7101::1',
  '::ffff:203.0.113.1',
])('%s is public', (address) => {
  expect(isPublic({ address, family: address.includes(':') ? 6 : 4 })).toBe(true)
})

test.each([
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.31.255.255',
  '192.168.1.1',
  '224.0.0.1',
  '255.255.255.255',
  '0.0.0.0',
  '::',
  '::1',
  'fd00::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '::ffff:10.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::7f00:1',
  '2002:c0a8:101::1',
  '::192.168.1.1',
])('%s is not', (address) => {
  expect(isPublic({ address, family: address.includes(':') ? 6 : 4 })).toBe(false)
})
