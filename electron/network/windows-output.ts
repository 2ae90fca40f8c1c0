import { z } from 'zod'
import type { Family } from '../contract/check.ts'
import type { InterfaceKind } from '../contract/network.ts'
import { type Link, normalMac, normalSuffixes, withoutZone } from './link.ts'

/**
 * One run of Windows PowerShell 5.1 for everything. The properties are those that Microsoft documents for the objects:
 * MSFT_NetRoute, MSFT_NetNeighbor (learn.microsoft.com, "NetTCPIP" module and legacy hh872440), MSFT_DNSClient,
 * MSFT_NetAdapter. Only raw numbers and addresses are asked for: they are the same in every language of Windows.
 */
export const windowsScript = `
$ErrorActionPreference = 'SilentlyContinue'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$routes = @(Get-NetRoute -DestinationPrefix '0.0.0.0/0', '::/0' |
  Select-Object DestinationPrefix, NextHop, InterfaceIndex, InterfaceAlias, RouteMetric)
$neighbors = @(if ($routes) {
  Get-NetNeighbor -IPAddress @($routes | ForEach-Object { $_.NextHop }) |
    Select-Object IPAddress, InterfaceIndex, LinkLayerAddress
})
$clients = @(Get-DnsClient | Select-Object InterfaceIndex, InterfaceAlias, ConnectionSpecificSuffix)
$adapters = @(Get-NetAdapter -IncludeHidden | Select-Object InterfaceIndex, NdisPhysicalMedium)
@{ routes = $routes; neighbors = $neighbors; clients = $clients; adapters = $adapters } |
  ConvertTo-Json -Compress -Depth 3
`

const Answer = z.object({
  routes: z.array(
    z.object({
      DestinationPrefix: z.string(),
      NextHop: z.string(),
      InterfaceIndex: z.number(),
      InterfaceAlias: z.string(),
      RouteMetric: z.number(),
    }),
  ),
  neighbors: z.array(
    z.object({ IPAddress: z.string(), InterfaceIndex: z.number(), LinkLayerAddress: z.string().nullable() }),
  ),
  clients: z.array(
    z.object({
      InterfaceIndex: z.number(),
      InterfaceAlias: z.string(),
      ConnectionSpecificSuffix: z.string().nullable(),
    }),
  ),
  adapters: z.array(z.object({ InterfaceIndex: z.number(), NdisPhysicalMedium: z.number().nullable() })),
})

/** The link of the interface with this name, as os.networkInterfaces() and InterfaceAlias give it. */
export function windowsLink(output: string, name: string, family: Family): Link {
  const unknown: Link = { kind: 'other', gateway: null, gatewayMac: null, suffixes: [] }
  const answer = Answer.safeParse(parseJson(output))
  if (!answer.success) return unknown
  const { routes, neighbors, clients, adapters } = answer.data
  const [route] = routes
    .filter(
      (row) => row.InterfaceAlias === name && row.DestinationPrefix === (family === 4 ? '0.0.0.0/0' : '::/0'),
    )
    .sort((a, b) => a.RouteMetric - b.RouteMetric)
  const client = clients.find((row) => row.InterfaceAlias === name)
  const index = route?.InterfaceIndex ?? client?.InterfaceIndex
  // A next hop of zeros is the interface itself.
  const gateway =
    route === undefined || /^(0\.0\.0\.0|::)$/.test(route.NextHop) ? null : withoutZone(route.NextHop)
  const neighbor = neighbors.find(
    (row) => row.InterfaceIndex === index && withoutZone(row.IPAddress) === gateway,
  )
  const medium = adapters.find((row) => row.InterfaceIndex === index)?.NdisPhysicalMedium ?? null
  return {
    kind: kindOf(medium, gateway),
    gateway,
    gatewayMac: normalMac(neighbor?.LinkLayerAddress ?? ''),
    suffixes: normalSuffixes([client?.ConnectionSpecificSuffix ?? '']),
  }
}

/** NDIS_PHYSICAL_MEDIUM of ntddndis.h. */
function kindOf(medium: number | null, gateway: string | null): InterfaceKind {
  switch (medium) {
    case 1: // WirelessLan
    case 9: // Native802_11
      return 'wireless'
    case 8: // WirelessWan
      return 'mobile'
    case 14: // 802_3
      return 'wired'
    default:
      return gateway === null ? 'vpn' : 'other'
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}
