import { createHash } from 'node:crypto'
import { clientConfig } from '../fakes/client-config.ts'
import { personDomain, providers, publishedDomain, references, server, web } from './addresses.ts'

/** Domains each of which tells in its own way where its mail is. They are for finding settings: all but the person's two have no mailbox. */

/** What tells of the settings, by domain; where they are, nothing that misleads is in the way. */
export const mailDomains = {
  [personDomain]: 'SRV',
  [publishedDomain]: 'autoconfig',
  'xn--wgv71a.example': 'autoconfig of a name that is not ASCII',
  'tokyo.branch.example': 'autoconfig of a subdomain',
  'wellknown.example': '/.well-known/autoconfig',
  'moved.example': 'a redirect to another domain’s autoconfig',
  'plainly.example': 'autoconfig over http only',
  'listed.example': 'the database of providers',
  'hosted.example': 'autoconfig of the MX domain',
  'contract.example': 'the database’s entry of the MX domain',
  'pacc.example': 'PACC',
  'starttls.example': 'autoconfig with STARTTLS on 587',
  'several.example': 'autoconfig with port 25 first, TLS second',
  'cleartext.example': 'the database, with port 25 alone',
  'oauth2.example': 'the database, with OAuth2 alone',
  'usual.example': 'nobody, but the usual names are there',
  'guessed.example': 'nobody, but the MX host takes mail in',
  'bare.example': 'nobody, and the usual names are without TLS',
  'selfsigned.example': 'nobody, and the certificate is self-signed',
  'filtered.example': 'nobody, and 465 and 587 are dropped',
  'catchall.example': 'a web page, whatever is asked for',
  'broken.example': 'half a document',
  'endless.example': 'a document without end',
  'drip.example': 'a document, a byte now and then',
  'circle.example': 'a redirect to itself',
  'inwards.example': 'a redirect to a private address',
  'forged.example': 'PACC that DNS does not vouch for',
  'tampered.example': 'somebody on the way, over http',
  'nullmx.example': 'a null MX',
  'nothing-here.example': 'nobody: there is no mail',
} as const

export type Page =
  | { kind: 'document'; type: string; body: string }
  | { kind: 'redirect'; to: string }
  /** A body without end, as fast as it goes. */
  | { kind: 'endless' }
  /** A byte now and then. */
  | { kind: 'drip' }

const host = server.name
const imap = [{ host, port: 993, socketType: 'SSL' }]
const over465 = { host, port: 465, socketType: 'SSL', username: '%EMAILLOCALPART%' }
const over587 = { host, port: 587, socketType: 'STARTTLS' }
const over25 = { host, port: 25, socketType: 'plain' }
const settings = clientConfig({ outgoing: [over465], imap })
const elsewhere = clientConfig({ outgoing: [{ ...over25, host: web.name }], imap })
const pacc = JSON.stringify({
  protocols: { imap: { host }, smtp: { host } },
  authentication: { password: true },
  info: { provider: { name: 'Pacc' } },
})
const welcome = '<!doctype html><html><head><title>Welcome</title></head><body><p>Welcome!<br></body></html>'
/** A server for which Thunderbird has a client id; for any other it passes over OAuth2. */
const oauth2 = (name: string, port: number, socketType: string) => ({
  host: `${name}.gmail.com`,
  port,
  socketType,
  authentication: ['OAuth2'],
})

const document = (body: string, type = 'text/xml'): Page => ({ kind: 'document', type, body })
const autoconfig = (domain: string) => `https://autoconfig.${domain}/mail/config-v1.1.xml`
const wellKnown = (domain: string) => `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`
const ispdb = (domain: string) => `https://v1.ispdb.net/${domain}`
const paccUrl = (domain: string) =>
  `https://ua-auto-config.${domain}/.well-known/user-agent-configuration.json`

/** Only over http: their names are not in the certificate. */
const withoutTls = ['autoconfig.plainly.example', 'autoconfig.tampered.example'] as const

/** What the web server answers, by URL without the query. */
export const pages: Readonly<Record<string, Page>> = {
  [autoconfig(publishedDomain)]: document(settings),
  [autoconfig('xn--wgv71a.example')]: document(settings),
  [autoconfig('tokyo.branch.example')]: document(settings),
  [wellKnown('wellknown.example')]: document(settings),
  [wellKnown('moved.example')]: { kind: 'redirect', to: autoconfig(publishedDomain) },
  [`http://${withoutTls[0]}/mail/config-v1.1.xml`]: document(settings),
  [ispdb('listed.example')]: document(settings),
  [autoconfig('hoster.example')]: document(settings),
  [ispdb('listed-hoster.example')]: document(settings),
  [paccUrl('pacc.example')]: document(pacc, 'application/json'),
  [autoconfig('starttls.example')]: document(clientConfig({ outgoing: [over587], imap })),
  [autoconfig('several.example')]: document(clientConfig({ outgoing: [over25, over465, over587], imap })),
  [ispdb('cleartext.example')]: document(elsewhere),
  [ispdb('oauth2.example')]: document(
    clientConfig({ outgoing: [oauth2('smtp', 465, 'SSL')], imap: [oauth2('imap', 993, 'SSL')] }),
  ),
  [autoconfig('catchall.example')]: document(welcome, 'text/html'),
  [wellKnown('catchall.example')]: document(welcome, 'text/html'),
  [autoconfig('broken.example')]: document(settings.slice(0, settings.length / 2)),
  [autoconfig('endless.example')]: { kind: 'endless' },
  [autoconfig('drip.example')]: { kind: 'drip' },
  [autoconfig('circle.example')]: { kind: 'redirect', to: autoconfig('circle.example') },
  [autoconfig('inwards.example')]: { kind: 'redirect', to: 'https://192.168.0.1/mail/config-v1.1.xml' },
  [paccUrl('forged.example')]: document(pacc, 'application/json'),
  [`http://${withoutTls[1]}/mail/config-v1.1.xml`]: document(elsewhere),
}

/** The web server's names, and those that its certificate has. */
const webNames = [...new Set(Object.keys(pages).map((url) => new URL(url).hostname))]
export const certifiedNames = webNames.filter((name) => !withoutTls.some((other) => other === name))

/** Names of the provider without faults: what mail programs try, where a web server misleads them too. */
export const usualNames: readonly string[] = [
  'smtp.usual.example',
  'imap.usual.example',
  ...['catchall', 'broken', 'endless', 'drip', 'circle', 'inwards'].map((name) => `mail.${name}.example`),
]

/** Where the mail of the domains goes, unless it is the person's server. */
const otherMailHosts: Readonly<Record<string, string>> = {
  'hosted.example': 'mx1.tokyo.hoster.example',
  'contract.example': 'mx1.listed-hoster.example',
  // Mail comes in at somebody else's, as where a filter for junk is in front.
  'usual.example': references[0]?.name ?? '',
  'bare.example': providers.bare.name,
  'selfsigned.example': providers.selfSigned.name,
  'filtered.example': providers.filtered.name,
}
const withoutMail: readonly string[] = [personDomain, 'nullmx.example', 'nothing-here.example']
const digest = createHash('sha256').update(pacc).digest('base64')

/** Lines for dnsmasq, beside those of the person's own domain. */
export const mailDomainRecords: readonly string[] = [
  ...webNames.map((name) => `host-record=${name},${web.ipv4},${web.ipv6}`),
  ...usualNames.map((name) => `host-record=${name},${providers.usual.ipv4},${providers.usual.ipv6}`),
  ...Object.keys(mailDomains)
    .filter((domain) => !withoutMail.includes(domain))
    .map((domain) => `mx-host=${domain},${otherMailHosts[domain] ?? host},10`),
  `txt-record=_ua-auto-config.pacc.example,"v=UAAC1; a=sha256; d=${digest}"`,
  // A null MX (RFC 7505): preference 0 and the root. dnsmasq has no other word for it.
  'dns-rr=nullmx.example,15,000000',
]
