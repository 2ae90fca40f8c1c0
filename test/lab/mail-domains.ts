import { createHash } from 'node:crypto'
import { clientConfig } from '../fakes/client-config.ts'
import { server, web } from './addresses.ts'

/**
 * Domains whose mail is at the person's server, each of which tells so in another way. None of them has a mailbox: they are
 * for finding settings.
 */
export type Page =
  | { kind: 'document'; body: string }
  | { kind: 'redirect'; to: string }
  /** A body without end, as fast as it goes. */
  | { kind: 'endless' }
  /** A byte now and then. */
  | { kind: 'drip' }

const host = server.name
const settings = clientConfig({
  outgoing: [
    { host, port: 25, socketType: 'plain' },
    { host, port: 465, socketType: 'SSL', username: '%EMAILLOCALPART%' },
  ],
  imap: [{ host, port: 993, socketType: 'SSL' }],
})
const oauth2 = clientConfig({
  outgoing: [{ host, port: 587, socketType: 'STARTTLS', authentication: ['OAuth2'] }],
  imap: [{ host, port: 993, socketType: 'SSL', authentication: ['OAuth2'] }],
})
const cleartext = clientConfig({ outgoing: [{ host: web.name, port: 25, socketType: 'plain' }] })
const pacc = JSON.stringify({
  protocols: { imap: { host }, smtp: { host } },
  authentication: { password: true },
  info: { provider: { name: 'Pacc' } },
})
const welcome = '<!doctype html><html><head><title>Welcome</title></head><body><p>Welcome!<br></body></html>'

const document = (body: string): Page => ({ kind: 'document', body })

/** Only over http: its name is not in the certificate. */
const withoutTls = 'autoconfig.plainly.example'

/** What the web server answers, by URL without the query. */
export const pages: Readonly<Record<string, Page>> = {
  'https://autoconfig.published.example/mail/config-v1.1.xml': document(settings),
  'https://autoconfig.xn--wgv71a.example/mail/config-v1.1.xml': document(settings),
  'https://wellknown.example/.well-known/autoconfig/mail/config-v1.1.xml': document(settings),
  'https://moved.example/.well-known/autoconfig/mail/config-v1.1.xml': {
    kind: 'redirect',
    to: 'https://autoconfig.published.example/mail/config-v1.1.xml',
  },
  'https://v1.ispdb.net/listed.example': document(settings),
  'https://v1.ispdb.net/oauth2.example': document(oauth2),
  'https://v1.ispdb.net/cleartext.example': document(cleartext),
  'https://autoconfig.hoster.example/mail/config-v1.1.xml': document(settings),
  'https://ua-auto-config.pacc.example/.well-known/user-agent-configuration.json': document(pacc),
  'https://ua-auto-config.forged.example/.well-known/user-agent-configuration.json': document(pacc),
  [`http://${withoutTls}/mail/config-v1.1.xml`]: document(settings),
  'https://autoconfig.catchall.example/mail/config-v1.1.xml': document(welcome),
  'https://catchall.example/.well-known/autoconfig/mail/config-v1.1.xml': document(welcome),
  'https://autoconfig.endless.example/mail/config-v1.1.xml': { kind: 'endless' },
  'https://autoconfig.drip.example/mail/config-v1.1.xml': { kind: 'drip' },
  'https://autoconfig.circle.example/mail/config-v1.1.xml': {
    kind: 'redirect',
    to: 'https://autoconfig.circle.example/mail/config-v1.1.xml',
  },
  'https://autoconfig.inwards.example/mail/config-v1.1.xml': {
    kind: 'redirect',
    to: 'https://192.168.0.1/mail/config-v1.1.xml',
  },
}

/** The web server's names, and those that its certificate has. */
const webNames = [...new Set(Object.keys(pages).map((url) => new URL(url).hostname))]
export const certifiedNames = webNames.filter((name) => name !== withoutTls)

/** Where the mail of the domains goes. */
const mailHosts: Readonly<Record<string, string>> = {
  'hosted.example': 'mx1.tokyo.hoster.example',
  ...Object.fromEntries(
    [
      ...['published', 'xn--wgv71a', 'wellknown', 'moved', 'listed', 'oauth2', 'cleartext', 'pacc', 'forged'],
      ...['plainly', 'catchall', 'endless', 'drip', 'circle', 'inwards', 'guessed'],
    ].map((name) => [`${name}.example`, host]),
  ),
}
const digest = createHash('sha256').update(pacc).digest('base64')

/** Lines for dnsmasq. */
export const mailDomainRecords: readonly string[] = [
  ...webNames.map((name) => `host-record=${name},${web.ipv4},${web.ipv6}`),
  ...Object.entries(mailHosts).map(([domain, exchange]) => `mx-host=${domain},${exchange},10`),
  `txt-record=_ua-auto-config.pacc.example,"v=UAAC1; a=sha256; d=${digest}"`,
  // A null MX (RFC 7505): preference 0 and the root. dnsmasq has no other word for it.
  'dns-rr=nullmx.example,15,000000',
]
