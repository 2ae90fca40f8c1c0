import { describe, expect, it } from 'vitest'
import { normalMac } from '../../../electron/network/link.ts'
import { type NetworkFacts, networkId } from '../../../electron/network/network-id.ts'

const salt = Buffer.alloc(16, 7)
const home: NetworkFacts = {
  kind: 'wireless',
  gateway: '192.168.1.1',
  gatewayMac: '00:1b:0d:63:84:45',
  suffixes: ['lan'],
  prefixes: ['2001:db8:1:2::/64'],
  ipv4Network: '192.168.1.0/24',
}
const vpn: NetworkFacts = {
  kind: 'vpn',
  gateway: null,
  gatewayMac: null,
  suffixes: [],
  prefixes: [],
  ipv4Network: '10.8.0.0/24',
}

describe('networkId', () => {
  it('is a SHA-256 that says nothing of what it is made from', () => {
    expect(networkId(home, salt)).toMatch(/^[0-9a-f]{64}$/)
    expect(networkId(home, salt)).toBe(networkId({ ...home }, salt))
  })

  it.each<[string, Partial<NetworkFacts>]>([
    ['gateway', { gateway: '192.168.1.254' }],
    ['MAC of the gateway', { gatewayMac: '00:1b:0d:63:84:46' }],
    ['DNS suffix', { suffixes: ['corp.example'] }],
    ['IPv6 prefix', { prefixes: ['2001:db8:1:3::/64'] }],
  ])('is another with another %s', (_, facts) => {
    expect(networkId({ ...home, ...facts }, salt)).not.toBe(networkId(home, salt))
  })

  it('is another on another computer', () => {
    expect(networkId(home, Buffer.alloc(16, 8))).not.toBe(networkId(home, salt))
  })

  it('is the same by cable and by Wi-Fi, and with another address of one’s own', () => {
    expect(networkId({ ...home, kind: 'wired', ipv4Network: '192.168.0.0/16' }, salt)).toBe(
      networkId(home, salt),
    )
  })

  it.each<[string, NetworkFacts, boolean]>([
    ['a gateway whose MAC has not been seen', { ...home, gatewayMac: null }, false],
    ['the same at an adapter of no known kind', { ...home, kind: 'other', gatewayMac: null }, false],
    ['a VPN without a gateway', vpn, true],
    ['a VPN with a gateway, which has no MAC', { ...vpn, gateway: '10.8.0.1' }, true],
    ['a mobile connection', { ...vpn, kind: 'mobile', gateway: '10.64.0.1' }, true],
  ])('%s: known is %3$s', (_, facts, known) => {
    expect(networkId(facts, salt) !== null).toBe(known)
  })

  it('tells VPNs without a gateway apart by their networks', () => {
    expect(networkId({ ...vpn, ipv4Network: '10.9.0.0/24' }, salt)).not.toBe(networkId(vpn, salt))
  })
})

it.each([
  ['0:1b:d:63:84:45', '00:1b:0d:63:84:45'],
  ['00-1B-0D-63-84-45', '00:1b:0d:63:84:45'],
  ['(incomplete)', null],
  ['00:00:00:00:00:00', null],
  ['0:1b:d:63:84', null],
  ['', null],
])('the MAC %j is %j', (text, mac) => {
  expect(normalMac(text)).toBe(mac)
})
