import { builtInControls, builtInPortalUrl, builtInReferences } from '../../electron/probe/targets.ts'

/**
 * Who lives where. Everything is in the documentation ranges, which are neither private nor link-local, except
 * that 192.0.2.0/24 and 2001:db8:ffff::/48 stay without a route: that is where Postern's negative controls are.
 */
export type Host = {
  name: string
  ipv4: string
  ipv6: string
}

export const namespaces = {
  client: 'postern-lab-client',
  router: 'postern-lab-router',
  core: 'postern-lab-core',
  server: 'postern-lab-server',
  operators: 'postern-lab-operators',
} as const

export const namespacePrefix = 'postern-lab-'

export const client: Host = { name: 'client.home.example', ipv4: '198.51.100.10', ipv6: '2001:db8:1:10::10' }

/** The ISP's router as the client sees it. */
export const gateway: Host = { name: 'gateway.isp.example', ipv4: '198.51.100.1', ipv6: '2001:db8:1:10::1' }

/** The person's own server. */
export const server: Host = { name: 'mail.tanaka.example', ipv4: '203.0.113.25', ipv6: '2001:db8:2:10::25' }

/** MX hosts of three operators who have nothing to do with the person, the ISP or each other. */
export const references: readonly Host[] = [
  { name: 'mx.alpha.example', ipv4: '203.0.113.65', ipv6: '2001:db8:a::25' },
  { name: 'mx.bravo.example', ipv4: '203.0.113.97', ipv6: '2001:db8:b::25' },
  { name: 'mx.charlie.example', ipv4: '203.0.113.129', ipv6: '2001:db8:c::25' },
]

/** Submission hosts of two more operators: 587, 465 and 443. */
export const controls: readonly Host[] = [
  { name: 'submission.delta.example', ipv4: '203.0.113.161', ipv6: '2001:db8:d::587' },
  { name: 'submission.echo.example', ipv4: '203.0.113.193', ipv6: '2001:db8:e::587' },
]

/** The ISP's own relay, which a block of foreign port 25 lets through. */
export const relay: Host = { name: 'relay.isp.example', ipv4: '198.51.100.200', ipv6: '2001:db8:1:30::25' }

export const portal: Host = { name: 'portal.example', ipv4: '203.0.113.230', ipv6: '2001:db8:f::80' }

/** Publishes the mail settings of other domains (mail-domains.ts), once a test has started it. */
export const web: Host = { name: 'web.example', ipv4: '203.0.113.231', ipv6: '2001:db8:f::443' }

export const nameServer: Host = { name: 'ns.isp.example', ipv4: '198.51.100.203', ipv6: '2001:db8:1:53::53' }

/** Mail servers with the names that mail programs try (providers.ts), once a test has started the web server. */
export const providers = {
  usual: { name: 'mail.usual.example', ipv4: '203.0.113.232', ipv6: '2001:db8:f::587' },
  bare: { name: 'mail.bare.example', ipv4: '203.0.113.233', ipv6: '2001:db8:f::25' },
  selfSigned: { name: 'mail.selfsigned.example', ipv4: '203.0.113.234', ipv6: '2001:db8:f::465' },
  filtered: { name: 'mail.filtered.example', ipv4: '203.0.113.235', ipv6: '2001:db8:f::993' },
} as const satisfies Record<string, Host>

/** The hosts that the program asks unless it is told others: here, too, under their own names. */
export const builtIn = {
  references: builtInReferences.map((name, index) => builtInHost(name, 240 + index)),
  controls: [...new Set(builtInControls.map(({ host }) => host))].map((name, index) =>
    builtInHost(name, 246 + index),
  ),
  portal: builtInHost(new URL(builtInPortalUrl).hostname, 245),
} as const satisfies Record<string, Host | readonly Host[]>

function builtInHost(name: string, last: number): Host {
  return { name, ipv4: `203.0.113.${last}`, ipv6: `2001:db8:b0::${last}` }
}

/** All that the operators' namespace answers for, each on its own addresses. */
export const operatorHosts: readonly Host[] = [
  ...references,
  ...controls,
  relay,
  portal,
  ...builtIn.references,
  ...builtIn.controls,
  builtIn.portal,
  web,
  ...Object.values(providers),
  nameServer,
]

export const controlPorts = [587, 465, 443] as const

/** A host and port that speaks SMTP from its first byte: what a man in the middle can tamper with. */
export const plainSmtpServices: readonly { host: Host; port: number }[] = [
  { host: server, port: 25 },
  { host: server, port: 587 },
  { host: relay, port: 25 },
  ...references.map((host) => ({ host, port: 25 })),
  ...controls.map((host) => ({ host, port: 587 })),
]

/** Where the router answers itself for connections that it redirects. */
export const middleboxPorts = { proxy: 2525, tarpit: 2526, captive: 8080 } as const

/** The person who owns the server: MX, SRV records, certificate and mailbox are for this domain. */
export const personDomain = 'tanaka.example'
export const personAddress = `hanako@${personDomain}`

/** A second domain of theirs, whose settings tests publish. Its mail goes to the same mailbox. */
export const publishedDomain = 'published.example'
export const publishedAddress = `hanako@${publishedDomain}`
