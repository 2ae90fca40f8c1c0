import { middleboxPorts, plainSmtpServices, relay } from './addresses.ts'
import type { Upstream } from './middlebox-process.ts'
import { accessInterface } from './topology.ts'

/** What the ISP's router does to the client's mail. */
export type Mode =
  | 'none'
  | 'drop'
  | 'reset'
  | 'reject-admin'
  | 'reject-host'
  | 'proxy'
  | 'stripped'
  | 'tarpit'
  | 'ipv4-only-drop'
  | 'ipv6-only-drop'
  | 'foreign-drop'
  | 'captive'
  | 'all-dropped'
  | 'all-mail-dropped'
  | 'submission-dropped'
  | 'link-down'

/** One listener for every service and family, because Node cannot ask where a redirected connection was going. */
export const upstreams: readonly Upstream[] = plainSmtpServices
  .flatMap(({ host, port }) => [host.ipv4, host.ipv6].map((address) => ({ address, port })))
  .map((service, index) => ({ ...service, listenPort: 26_000 + index }))

/** The nftables script for a mode, replacing the mode before in one transaction. */
export function rulesFor(mode: Mode, ports: readonly number[]): string {
  return `
table inet isp
delete table inet isp
table inet isp {
  chain diverting {
    type nat hook prerouting priority dstnat; policy accept;
${indent(diverting(mode, ports))}
  }
  chain forwarding {
    type filter hook forward priority filter; policy accept;
${indent(forwarding(mode, ports))}
  }
}
`
}

/** Drops each packet, in both directions, with a chance of `percent` in 100; null: no loss. */
export function rulesForLoss(percent: number | null): string {
  return extraTable(
    'loss',
    percent === null ? null : `numgen random mod 1000 <= ${Math.round(percent * 10) - 1} drop`,
  )
}

export function rulesForOutage(isOut: boolean): string {
  return extraTable('outage', isOut ? 'drop' : null)
}

function extraTable(name: string, rule: string | null): string {
  const removal = `
table inet ${name}
delete table inet ${name}
`
  if (rule === null) return removal
  return `${removal}
table inet ${name} {
  chain forwarding {
    type filter hook forward priority filter - 10; policy accept;
    ${rule}
  }
}
`
}

function diverting(mode: Mode, ports: readonly number[]): string[] {
  const fromClient = `iifname ${accessInterface}`
  switch (mode) {
    case 'proxy':
      return [`${fromClient} tcp dport ${set(ports)} redirect to :${middleboxPorts.proxy}`]
    case 'tarpit':
      return [`${fromClient} tcp dport ${set(ports)} redirect to :${middleboxPorts.tarpit}`]
    case 'captive':
      return [`${fromClient} tcp dport 80 redirect to :${middleboxPorts.captive}`]
    case 'stripped':
      return upstreams
        .filter(({ port }) => ports.includes(port))
        .map(({ address, port, listenPort }) => {
          const family = address.includes(':') ? 'ip6' : 'ip'
          return `${fromClient} ${family} daddr ${address} tcp dport ${port} redirect to :${listenPort}`
        })
    default:
      return []
  }
}

function forwarding(mode: Mode, ports: readonly number[]): string[] {
  const mail = `tcp dport ${set(ports)}`
  switch (mode) {
    case 'none':
    case 'proxy':
    case 'tarpit':
    case 'stripped':
    case 'link-down':
      return []
    case 'drop':
      return [`${mail} drop`]
    case 'reset':
      return [`${mail} reject with tcp reset`]
    case 'reject-admin':
      return [`${mail} reject with icmpx type admin-prohibited`]
    case 'reject-host':
      return [`${mail} reject with icmpx type host-unreachable`]
    case 'ipv4-only-drop':
      return [`meta nfproto ipv4 ${mail} drop`]
    case 'ipv6-only-drop':
      return [`meta nfproto ipv6 ${mail} drop`]
    case 'foreign-drop':
      return [`ip daddr != ${relay.ipv4} ${mail} drop`, `ip6 daddr != ${relay.ipv6} ${mail} drop`]
    case 'captive':
      return [
        'meta l4proto { tcp, udp } th dport 53 accept',
        'meta l4proto { tcp, udp } th sport 53 accept',
        'drop',
      ]
    case 'all-dropped':
      return ['drop']
    case 'all-mail-dropped':
      return ['tcp dport { 25, 465, 587 } drop']
    case 'submission-dropped':
      return ['tcp dport 587 drop']
  }
}

function set(ports: readonly number[]): string {
  return `{ ${ports.join(', ')} }`
}

function indent(rules: readonly string[]): string {
  return rules.map((rule) => `    ${rule}`).join('\n')
}
