import type { ReadLink } from './link.ts'
import { arpMac, hardwareKind, ndpMac, routeGateway, scutilSuffixes } from './macos-output.ts'
import { runCommand } from '../system/run-command.ts'

export const readMacosLink: ReadLink = async (name, family, signal) => {
  const inet = family === 4 ? '-inet' : '-inet6'
  const [route, dns, ports] = await Promise.all([
    runCommand('/sbin/route', ['-n', 'get', inet, 'default'], signal),
    runCommand('/usr/sbin/scutil', ['--dns'], signal),
    runCommand('/usr/sbin/networksetup', ['-listallhardwareports'], signal),
  ])
  const gateway = routeGateway(route, name)
  return {
    kind: hardwareKind(ports, name),
    gateway,
    gatewayMac: gateway === null ? null : await macOf(gateway, name, signal),
    suffixes: scutilSuffixes(dns),
  }
}

async function macOf(gateway: string, name: string, signal: AbortSignal): Promise<string | null> {
  return gateway.includes(':')
    ? ndpMac(await runCommand('/usr/sbin/ndp', ['-an'], signal), gateway, name)
    : arpMac(await runCommand('/usr/sbin/arp', ['-n', gateway], signal), name)
}
