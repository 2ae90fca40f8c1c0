import { expect, test } from 'vitest'
import { windowsLink, windowsScript } from '../../../electron/network/windows-output.ts'

/**
 * Objects with the documented properties as ConvertTo-Json of Windows PowerShell 5.1 writes them; none was made on
 * Windows for this test. Get-NetRoute, Get-NetNeighbor, Get-DnsClient, Get-NetAdapter: learn.microsoft.com.
 */
const laptop = {
  routes: [
    {
      DestinationPrefix: '0.0.0.0/0',
      NextHop: '192.168.1.1',
      InterfaceIndex: 12,
      InterfaceAlias: 'Wi-Fi',
      RouteMetric: 0,
    },
    {
      DestinationPrefix: '0.0.0.0/0',
      NextHop: '192.168.1.254',
      InterfaceIndex: 12,
      InterfaceAlias: 'Wi-Fi',
      RouteMetric: 50,
    },
    {
      DestinationPrefix: '::/0',
      NextHop: 'fe80::1',
      InterfaceIndex: 12,
      InterfaceAlias: 'Wi-Fi',
      RouteMetric: 16,
    },
    {
      DestinationPrefix: '0.0.0.0/0',
      NextHop: '10.1.1.1',
      InterfaceIndex: 5,
      InterfaceAlias: 'イーサネット',
      RouteMetric: 0,
    },
    {
      DestinationPrefix: '0.0.0.0/0',
      NextHop: '0.0.0.0',
      InterfaceIndex: 31,
      InterfaceAlias: 'Office VPN',
      RouteMetric: 0,
    },
  ],
  neighbors: [
    { IPAddress: '192.168.1.1', InterfaceIndex: 5, LinkLayerAddress: '00-00-00-00-00-00' },
    { IPAddress: '192.168.1.1', InterfaceIndex: 12, LinkLayerAddress: '00-1B-0D-63-84-45' },
    { IPAddress: 'fe80::1%12', InterfaceIndex: 12, LinkLayerAddress: '00-1B-0D-63-84-46' },
    { IPAddress: '10.1.1.1', InterfaceIndex: 5, LinkLayerAddress: '' },
  ],
  clients: [
    { InterfaceIndex: 12, InterfaceAlias: 'Wi-Fi', ConnectionSpecificSuffix: 'Lan' },
    { InterfaceIndex: 5, InterfaceAlias: 'イーサネット', ConnectionSpecificSuffix: '' },
    { InterfaceIndex: 31, InterfaceAlias: 'Office VPN', ConnectionSpecificSuffix: 'corp.example' },
    { InterfaceIndex: 7, InterfaceAlias: 'Cellular', ConnectionSpecificSuffix: null },
  ],
  adapters: [
    { InterfaceIndex: 12, NdisPhysicalMedium: 9 },
    { InterfaceIndex: 5, NdisPhysicalMedium: 14 },
    { InterfaceIndex: 31, NdisPhysicalMedium: 0 },
    { InterfaceIndex: 7, NdisPhysicalMedium: 8 },
  ],
}
const output = `${JSON.stringify(laptop)}\r\n`

test.each([
  [
    'Wi-Fi',
    4,
    { kind: 'wireless', gateway: '192.168.1.1', gatewayMac: '00:1b:0d:63:84:45', suffixes: ['lan'] },
  ],
  ['Wi-Fi', 6, { kind: 'wireless', gateway: 'fe80::1', gatewayMac: '00:1b:0d:63:84:46', suffixes: ['lan'] }],
  ['イーサネット', 4, { kind: 'wired', gateway: '10.1.1.1', gatewayMac: null, suffixes: [] }],
  ['Office VPN', 4, { kind: 'vpn', gateway: null, gatewayMac: null, suffixes: ['corp.example'] }],
  ['Cellular', 4, { kind: 'mobile', gateway: null, gatewayMac: null, suffixes: [] }],
] as const)('the link of %s over IPv%i', (name, family, link) => {
  expect(windowsLink(output, name, family)).toEqual(link)
  expect(windowsLink(`\ufeff${output}`, name, family)).toEqual(link)
})

test.each(['', 'Get-NetRoute : Access denied', '{"routes":null}', '[]'])(
  'nothing is known from %j',
  (text) => {
    expect(windowsLink(text, 'Wi-Fi', 4)).toEqual({
      kind: 'other',
      gateway: null,
      gatewayMac: null,
      suffixes: [],
    })
  },
)

test('the script has nothing in it that quoting for a command line could change', () => {
  expect(windowsScript).not.toMatch(/["\\]/)
})
