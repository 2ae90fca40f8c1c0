import { mkdir, writeFile } from 'node:fs/promises'
import { client, gateway, type Host, nameServer, namespaces, operatorHosts } from './addresses.ts'
import { type Cable, startCable } from './cable.ts'
import { inNamespace, mustRun } from './run.ts'

/** The router's interface towards the client. */
export const accessInterface = 'access'

/**
 * client == router -- core -- server
 *                      `----- operators (every other host, each with its own addresses)
 *
 * The first link is the cable of cable.ts, the others are veth pairs.
 *
 * One namespace serves all scripted hosts because one process can then speak for them; from outside they look
 * like hosts of different networks.
 */
const links = {
  access: {
    near: [namespaces.router, accessInterface, '198.51.100.1/26', '2001:db8:1:10::1/64'],
    far: [namespaces.client, 'wan', '198.51.100.10/26', '2001:db8:1:10::10/64'],
  },
  uplink: {
    near: [namespaces.core, 'isp', '198.51.100.65/30', '2001:db8:1:20::1/64'],
    far: [namespaces.router, 'uplink', '198.51.100.66/30', '2001:db8:1:20::2/64'],
  },
  hosting: {
    near: [namespaces.core, 'hosting', '203.0.113.1/26', '2001:db8:2:10::1/64'],
    far: [namespaces.server, 'wan', '203.0.113.25/26', '2001:db8:2:10::25/64'],
  },
  exchange: {
    near: [namespaces.core, 'exchange', '198.51.100.69/30', '2001:db8:1:40::1/64'],
    far: [namespaces.operators, 'wan', '198.51.100.70/30', '2001:db8:1:40::2/64'],
  },
} as const

/** What the core does with packets to addresses where nothing can be. */
export type Nowhere = 'silent' | 'unreachable'

/** Builds all namespaces, links and routes, and the resolv.conf of each. Returns the client's line. */
export async function buildTopology(cableLog: string): Promise<Cable> {
  const names = Object.values(namespaces)
  await mustRun(['ip', '-batch', '-'], names.map((name) => `netns add ${name}\n`).join(''))
  await Promise.all(names.map((name) => mustRun(inNamespace(name, ['sh', '-ec', settings(name)]))))
  const [router, inRouter] = links.access.near
  const [computer, inComputer] = links.access.far
  const cable = await startCable(inRouter, inComputer, cableLog)
  await ip(router, [`link set ${inComputer} netns ${computer}`])
  for (const { near, far } of [links.uplink, links.hosting, links.exchange]) {
    await ip(near[0], [`link add ${near[1]} type veth peer name ${far[1]} netns ${far[0]}`])
  }
  const ends = Object.values(links).flatMap(({ near, far }) => [near, far])
  await Promise.all(ends.map((end) => ip(end[0], addresses(end))))
  await Promise.all(names.map((name) => ip(name, ['link set lo up', ...routes(name)])))
  await Promise.all(names.map(writeResolvConf))
  return cable
}

/** Takes the client's interface up or down. Its IPv6 addresses and all routes go with the link, as on a laptop. */
export async function setClientLink(state: 'up' | 'down'): Promise<void> {
  const [namespace, name, , ipv6] = links.access.far
  if (state === 'down') await ip(namespace, [`link set ${name} down`])
  else {
    await ip(namespace, [
      `link set ${name} up`,
      `addr replace ${ipv6} dev ${name} nodad`,
      ...defaultRoutes(gateway.ipv4, gateway.ipv6),
    ])
  }
}

/** A blackhole route drops in silence; an unreachable one answers with ICMP host unreachable. */
export async function setNowhere(nowhere: Nowhere): Promise<void> {
  const kind = nowhere === 'silent' ? 'blackhole' : 'unreachable'
  await ip(namespaces.core, [`route replace ${kind} 0.0.0.0/0`, `route replace ${kind} ::/0`])
}

/** A shell script: /proc/sys/net shows the namespace of whoever writes to it. */
function settings(namespace: string): string {
  // Duplicate address detection would keep every IPv6 address unusable for two seconds.
  const noDad = { 'ipv6/conf/all/accept_dad': 0, 'ipv6/conf/default/accept_dad': 0 }
  const forwards = namespace === namespaces.router || namespace === namespaces.core
  const forwarding = forwards ? { 'ipv4/ip_forward': 1, 'ipv6/conf/all/forwarding': 1 } : {}
  return Object.entries({ ...noDad, ...forwarding })
    .map(([name, value]) => `echo ${value} >/proc/sys/net/${name}`)
    .join('\n')
}

type End = readonly [namespace: string, name: string, ipv4: string, ipv6: string]

function addresses([, name, ipv4, ipv6]: End): string[] {
  return [`addr add ${ipv4} dev ${name}`, `addr add ${ipv6} dev ${name} nodad`, `link set ${name} up`]
}

function routes(namespace: string): string[] {
  switch (namespace) {
    case namespaces.client:
      return defaultRoutes(gateway.ipv4, gateway.ipv6)
    case namespaces.router:
      return defaultRoutes('198.51.100.65', '2001:db8:1:20::1')
    case namespaces.server:
      return defaultRoutes('203.0.113.1', '2001:db8:2:10::1')
    case namespaces.operators:
      return [
        ...operatorHosts.flatMap((host) => [
          `addr add ${host.ipv4}/32 dev lo`,
          `addr add ${host.ipv6}/128 dev lo nodad`,
        ]),
        ...defaultRoutes('198.51.100.69', '2001:db8:1:40::1'),
      ]
    default:
      return [
        ...[client, gateway].flatMap((host) => hostRoutes(host, '198.51.100.66', '2001:db8:1:20::2')),
        ...operatorHosts.flatMap((host) => hostRoutes(host, '198.51.100.70', '2001:db8:1:40::2')),
        'route add blackhole 0.0.0.0/0',
        'route add blackhole ::/0',
      ]
  }
}

function defaultRoutes(ipv4: string, ipv6: string): string[] {
  return [`route replace default via ${ipv4}`, `route replace default via ${ipv6}`]
}

function hostRoutes(host: Host, ipv4: string, ipv6: string): string[] {
  return [`route add ${host.ipv4}/32 via ${ipv4}`, `route add ${host.ipv6}/128 via ${ipv6}`]
}

async function writeResolvConf(namespace: string): Promise<void> {
  const folder = `/etc/netns/${namespace}`
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/resolv.conf`, `nameserver ${nameServer.ipv4}\noptions timeout:2 attempts:2\n`)
}

async function ip(namespace: string, commands: readonly string[]): Promise<void> {
  await mustRun(['ip', '-n', namespace, '-batch', '-'], commands.map((command) => `${command}\n`).join(''))
}
