import { describe, expect, it, test } from 'vitest'
import {
  arpMac,
  interfaceKind,
  ipv4Gateway,
  ipv6Gateway,
  neighbourMac,
  resolvConfSuffixes,
} from '../../../electron/network/linux-tables.ts'

/** As Linux 6.18 writes them. */
const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
const route = (
  name: string,
  destination: string,
  gateway: string,
  flags: string,
  metric: number,
  mask: string,
) => `${name}\t${destination}\t${gateway}\t${flags}\t0\t0\t${metric}\t${mask}\t0\t0\t0\n`

describe('ipv4Gateway', () => {
  const laptop =
    head +
    route('eth0', '00000000', '0101A8C0', '0003', 100, '00000000') +
    route('wlan0', '00000000', 'FE01A8C0', '0003', 600, '00000000') +
    route('wlan0', '00000000', '0100000A', '0003', 50, '00000000') +
    route('eth0', '0001A8C0', '00000000', '0001', 100, '00FFFFFF')

  test.each([
    ['of the interface', laptop, 'eth0', '192.168.1.1'],
    ['of the lowest metric', laptop, 'wlan0', '10.0.0.1'],
    ['of no other interface', laptop, 'eth1', null],
    [
      'of OpenVPN’s halves',
      head + route('tun0', '00000000', '0100080A', '0003', 0, '00000080'),
      'tun0',
      '10.8.0.1',
    ],
    [
      'that is none: point to point',
      head + route('ppp0', '00000000', '00000000', '0001', 0, '00000000'),
      'ppp0',
      null,
    ],
    ['of an empty table', head, 'eth0', null],
    ['of no table', '', 'eth0', null],
    ['of a broken table', `${head}eth0\t00000000\tXYZ\t0003`, 'eth0', null],
  ])('reads the gateway %s', (_, table, name, gateway) => {
    expect(ipv4Gateway(table, name)).toBe(gateway)
  })
})

describe('ipv6Gateway', () => {
  const zeros = '0'.repeat(32)
  const table = [
    `20010db8000100100000000000000000 40 ${zeros} 00 ${zeros} 00000100 00000001 00000000 00000001     wan`,
    `${zeros} 00 ${zeros} 00 20010db8000100100000000000000001 00000400 00000003 00000000 00000003     wan`,
    `${zeros} 00 ${zeros} 00 fe80000000000000001122fffe334455 00000064 00000003 00000000 00450003     wlan0`,
    `${zeros} 00 ${zeros} 00 ${zeros} ffffffff 00000001 00000000 00200200       lo`,
    '',
  ].join('\n')
  it('reads the next hop, in the form of RFC 5952', () => {
    expect(ipv6Gateway(table, 'wan')).toBe('2001:db8:1:10::1')
    expect(ipv6Gateway(table, 'wlan0')).toBe('fe80::11:22ff:fe33:4455')
  })
  it('takes the unreachable default of lo for none', () => {
    expect(ipv6Gateway(table, 'lo')).toBeNull()
    expect(ipv6Gateway('', 'wan')).toBeNull()
  })
})

test('the MAC of a neighbour, unless it is not resolved or of another interface', () => {
  const table = `IP address       HW type     Flags       HW address            Mask     Device
192.168.1.1      0x1         0x2         02:fc:00:00:00:05     *        eth0
192.168.1.1      0x1         0x2         02:fc:00:00:00:06     *        wlan0
192.168.1.7      0x1         0x0         00:00:00:00:00:00     *        eth0
`
  expect(arpMac(table, '192.168.1.1', 'eth0')).toBe('02:fc:00:00:00:05')
  expect(arpMac(table, '192.168.1.1', 'wlan0')).toBe('02:fc:00:00:00:06')
  expect(arpMac(table, '192.168.1.7', 'eth0')).toBeNull()
  expect(arpMac(table, '192.168.1.8', 'eth0')).toBeNull()
  expect(arpMac('', '192.168.1.1', 'eth0')).toBeNull()
})

test.each([
  ['fe80::1 lladdr 52:54:00:12:35:02 router REACHABLE \n', '52:54:00:12:35:02'],
  ['fe80::1 FAILED \n', null],
  ['fe80::1 INCOMPLETE \n', null],
  ['', null],
])('the MAC in "%s" is %s', (output, mac) => {
  expect(neighbourMac(output)).toBe(mac)
})

test.each([
  ['nameserver 192.168.1.1\n', []],
  ['search Lan. corp.example\n', ['corp.example', 'lan']],
  ['domain home.example\nnameserver ::1\n', ['home.example']],
  ['domain old.example\nsearch new.example\n', ['new.example']],
  ['# search not.this\noptions edns0\nsearch .\n', []],
  ['search lan\tlan', ['lan']],
])('the suffixes of %j are %j', (text, suffixes) => {
  expect(resolvConfSuffixes(text)).toEqual(suffixes)
})

test.each([
  ['1\n', 'INTERFACE=eth0\nIFINDEX=2\n', false, 'wired'],
  ['1\n', 'DEVTYPE=wlan\nINTERFACE=wlan0\n', false, 'wireless'],
  ['1\n', 'INTERFACE=wlan0\n', true, 'wireless'],
  ['519\n', 'DEVTYPE=wwan\nINTERFACE=wwan0\n', false, 'mobile'],
  ['65534\n', 'DEVTYPE=wireguard\nINTERFACE=wg0\n', false, 'vpn'],
  ['65534\n', 'INTERFACE=tun0\n', false, 'vpn'],
  ['512\n', 'INTERFACE=ppp0\n', false, 'other'],
  ['', '', false, 'other'],
])('an interface of type %j and %j, wireless %s, is %s', (type, uevent, wireless, kind) => {
  expect(interfaceKind(type, uevent, wireless)).toBe(kind)
})
