import { describe, expect, test } from 'vitest'
import {
  arpMac,
  hardwareKind,
  ndpMac,
  routeGateway,
  scutilSuffixes,
} from '../../../electron/network/macos-output.ts'

/**
 * Outputs in the published forms; none was made on a Mac for this test. route(8), arp(8), ndp(8): Apple's network_cmds
 * (route.c, arp.c, ndp.c at opensource.apple.com); scutil(8): configd (dns-configuration.c); networksetup(8).
 */

describe('route -n get default', () => {
  const output = (gateway: string, name = 'en0') => `   route to: default
destination: default
       mask: default
    gateway: ${gateway}
  interface: ${name}
      flags: <UP,GATEWAY,DONE,STATIC,PRCLONING,GLOBAL>
 recvpipe  sendpipe  ssthresh  rtt,msec    rttvar  hopcount      mtu     expire
       0         0         0         0         0         0      1500         0 
`
  test.each([
    ['an IPv4 gateway', output('192.168.1.1'), '192.168.1.1'],
    ['a link-local gateway', output('fe80::1%en0'), 'fe80::1'],
    ['another interface', output('192.168.1.1', 'en5'), null],
    ['an interface route', output('link#12'), null],
    ['a route without gateway', output('192.168.1.1').replace(/^.*gateway.*\n/m, ''), null],
    ['no route: nothing on stdout', '', null],
  ])('%s', (_, text, gateway) => {
    expect(routeGateway(text, 'en0')).toBe(gateway)
  })
})

test.each([
  ['? (192.168.1.1) at 0:1b:d:63:84:45 on en0 ifscope [ethernet]\n', '00:1b:0d:63:84:45'],
  ['? (192.168.1.1) at (incomplete) on en0 ifscope [ethernet]\n', null],
  ['192.168.1.1 (192.168.1.1) -- no entry\n', null],
  ['? (192.168.1.1) at 0:1b:d:63:84:45 on en5 ifscope [ethernet]\n', null],
  [
    '? (192.168.1.1) at 0:1b:d:63:84:99 on en5 ifscope [ethernet]\n? (192.168.1.1) at 0:1b:d:63:84:45 on en0 [ethernet]\n',
    '00:1b:0d:63:84:45',
  ],
])('arp -n: %j', (output, mac) => {
  expect(arpMac(output, 'en0')).toBe(mac)
})

test('ndp -an', () => {
  const output = `Neighbor                        Linklayer Address  Netif Expire    St Flgs Prbs
fe80::1%lo0                     (incomplete)         lo0 permanent R      
fe80::1%en0                     0:1b:d:63:84:45      en0 23h59m58s S  R   
fe80::9%en0                     (incomplete)         en0 expired   N      
`
  expect(ndpMac(output, 'fe80::1', 'en0')).toBe('00:1b:0d:63:84:45')
  expect(ndpMac(output, 'fe80::9', 'en0')).toBeNull()
  expect(ndpMac('', 'fe80::1', 'en0')).toBeNull()
})

describe('scutil --dns', () => {
  const resolver = (lines: string) => `DNS configuration

resolver #1
${lines}  nameserver[0] : 192.168.1.1
  if_index : 6 (en0)
  flags    : Request A records
  reach    : 0x00020002 (Reachable,Directly Reachable Address)

resolver #2
  domain   : local
  options  : mdns
  timeout  : 5
  order    : 300000

DNS configuration (for scoped queries)

resolver #1
  search domain[0] : not.this
  nameserver[0] : 192.168.1.1
  if_index : 6 (en0)
  flags    : Scoped, Request A records
`
  test.each([
    [
      'search domains',
      resolver('  search domain[0] : Lan\n  search domain[1] : corp.example\n'),
      ['corp.example', 'lan'],
    ],
    ['a domain', resolver('  domain   : home.example\n'), ['home.example']],
    ['none', resolver(''), []],
    ['no configuration', 'No DNS configuration available\n', []],
  ])('%s', (_, output, suffixes) => {
    expect(scutilSuffixes(output)).toEqual(suffixes)
  })
})

test.each([
  ['en0', 'wireless'],
  ['en5', 'wired'],
  ['en8', 'other'],
  ['utun4', 'vpn'],
  ['ppp0', 'vpn'],
  ['en9', 'other'],
])('networksetup -listallhardwareports: %s is %s', (name, kind) => {
  const output = `
Hardware Port: Wi-Fi
Device: en0
Ethernet Address: 8c:85:90:00:00:01

Hardware Port: USB 10/100/1000 LAN
Device: en5
Ethernet Address: 8c:85:90:00:00:02

Hardware Port: iPhone USB
Device: en8
Ethernet Address: 8c:85:90:00:00:03

VLAN Configurations
===================
`
  expect(hardwareKind(output, name)).toBe(kind)
})
