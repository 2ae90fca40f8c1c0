import { networkInterfaces } from 'node:os'
import { describe, expect, it, test } from 'vitest'
import {
  fingerprint,
  type Interfaces,
  interfaceOf,
  ipv4Network,
  publicPrefixes,
} from '../../../electron/network/interfaces.ts'
import { infos } from './some-interfaces.ts'

const home: Interfaces = {
  lo: infos('127.0.0.1/8', '::1/128'),
  wlan0: infos('192.168.1.20/24', '2001:db8:1:2:a:b:c:d/64', 'fe80::1234/64'),
}

describe('fingerprint', () => {
  it.each<[string, Interfaces]>([
    [
      'a privacy address that rotates',
      { wlan0: infos('192.168.1.20/24', '2001:db8:1:2:9:8:7:6/64', 'fe80::1234/64') },
    ],
    [
      'a second privacy address beside the first',
      { wlan0: infos('192.168.1.20/24', '2001:db8:1:2:a:b:c:d/64', '2001:db8:1:2::77/128', 'fe80::1234/64') },
    ],
    [
      'a new order of the addresses',
      { wlan0: infos('fe80::1234/64', '2001:db8:1:2:a:b:c:d/64', '192.168.1.20/24') },
    ],
    ['Docker', { docker0: infos('172.17.0.1/16'), 'br-1f2e3d4c5b6a': infos('172.18.0.1/16') }],
    ['a container', { veth1a2b3c: infos('fe80::42/64') }],
    [
      'libvirt and LXD',
      { virbr0: infos('192.168.122.1/24'), vnet0: infos('fe80::7/64'), lxdbr0: infos('10.5.5.1/24') },
    ],
    ['VirtualBox on Linux and macOS', { vboxnet0: infos('192.168.56.1/24') }],
    ['VirtualBox on Windows', { 'VirtualBox Host-Only Network': infos('192.168.56.1/24') }],
    ['VMware on Windows', { 'VMware Network Adapter VMnet8': infos('192.168.80.1/24') }],
    ['Hyper-V', { 'vEthernet (Default Switch)': infos('172.20.16.1/20') }],
    ["a Mac's bridge and AirDrop", { bridge100: infos('192.168.64.1/24'), awdl0: infos('fe80::9/64') }],
  ])('is the same with %s', (_, more) => {
    expect(fingerprint({ ...home, ...more }, 'wlan0')).toBe(fingerprint(home, 'wlan0'))
  })

  it.each<[string, Interfaces]>([
    ['another address', { wlan0: infos('192.168.1.21/24', '2001:db8:1:2:a:b:c:d/64', 'fe80::1234/64') }],
    ['another IPv6 prefix', { wlan0: infos('192.168.1.20/24', '2001:db8:1:3:a:b:c:d/64', 'fe80::1234/64') }],
    ['no IPv6 any more', { wlan0: infos('192.168.1.20/24') }],
    ['no link', { wlan0: undefined }],
    ['a VPN', { wg0: infos('10.8.0.2/32') }],
    ['a VPN on a Mac', { utun4: infos('10.8.0.2/32') }],
    ['a cable besides', { enx0011: infos('192.168.1.77/24') }],
  ])('is another with %s', (_, more) => {
    expect(fingerprint({ ...home, ...more }, 'wlan0')).not.toBe(fingerprint(home, 'wlan0'))
  })

  it('looks at a bridge if that is the way out', () => {
    const server = { br0: infos('192.168.1.5/24') }
    const moved = { br0: infos('192.168.7.5/24') }
    expect(fingerprint(moved, 'br0')).not.toBe(fingerprint(server, 'br0'))
    expect(fingerprint(moved, 'eth0')).toBe(fingerprint(server, 'eth0'))
  })

  it('is steady on this computer', () => {
    expect(fingerprint(networkInterfaces(), null)).toBe(fingerprint(networkInterfaces(), null))
  })
})

describe('publicPrefixes', () => {
  it('gives each public /64 once, whatever the length and form of the addresses', () => {
    const wlan0 = infos(
      '2001:db8:1:2:a:b:c:d/64',
      '2001:db8:1:2::77/128',
      '2001:db8::1/64',
      '2001:0db8:0001:0002::5/64',
      'fe80::1/64',
      'fd00::2/64',
    )
    expect(publicPrefixes({ wlan0 }, 'wlan0')).toEqual(['2001:db8:0:0::/64', '2001:db8:1:2::/64'])
    expect(publicPrefixes({ wlan0 }, 'eth0')).toEqual([])
  })
})

test.each([
  ['192.168.1.20/24', '192.168.1.0/24'],
  ['10.64.3.7/32', '10.64.3.7/32'],
  ['172.20.77.9/20', '172.20.64.0/20'],
])('the network of %s is %s', (address, network) => {
  expect(ipv4Network({ tun0: infos(address) }, 'tun0')).toBe(network)
})

it('finds the interface of an address', () => {
  expect(interfaceOf(home, '192.168.1.20')).toBe('wlan0')
  expect(interfaceOf(home, '192.168.1.99')).toBeNull()
  expect(interfaceOf(home, null)).toBeNull()
})
