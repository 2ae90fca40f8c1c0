import { writeFile } from 'node:fs/promises'
import http from 'node:http'
import https from 'node:https'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import { builtInControls, builtInPortalUrl, builtInReferences } from '../../../electron/probe/targets.ts'
import {
  type CertificateAuthority,
  createCertificateAuthority,
  createSelfSigned,
  type IssuedCertificate,
} from '../../fakes/certificates.ts'
import { clientConfig } from '../../fakes/client-config.ts'
import { createFakeSubmission } from '../../fakes/fake-submission.ts'
import { listen, type Listening } from '../../fakes/listening.ts'
import { createMailHost, type MailHost, type MailHostBehaviours } from '../../fakes/mail-host.ts'
import type { WorldMap } from './world-map.ts'

export const password = 'correct horse 電池 staple'

/** One domain of each kind that a person can have; each has its server at mail.DOMAIN. */
const kinds = {
  'tanaka.example': {},
  'junk.example': { deliverTo: 'junk' },
  'lost.example': { deliverTo: 'nowhere' },
  'selfsigned.example': {},
  'expired.example': {},
  'oauth.example': { authMethods: ['XOAUTH2'] },
  'nosubmission.example': {},
} as const satisfies Record<string, Partial<MailHostBehaviours>>
export type Domain = keyof typeof kinds

export type World = {
  map: WorldMap
  /** The file of the authority that the app is to trust. */
  caFile: string
  mail: (domain: Domain) => MailHost
  close: () => Promise<void>
}

/** Mail servers, autoconfig, references, controls and a sign-in page, all on 127.0.0.1. */
export async function createWorld(folder: string): Promise<World> {
  const authority = await createCertificateAuthority('The small world')
  const caFile = path.join(folder, 'authority.pem')
  await writeFile(caFile, authority.certPem)
  const map: WorldMap = { hosts: {}, ports: {}, proxyPort: 0, strippedPort: 0, signInPagePort: 0 }
  const closing: { close(): Promise<unknown> }[] = []
  let hosts = 0
  const host = (name: string) => (map.hosts[name] ??= `203.0.113.${(hosts += 1)}`)
  const open = (address: string, port: number, server: Listening) => {
    map.ports[`${address}:${port}`] = server.port
    closing.push(server)
  }

  const mailHosts = new Map<string, MailHost>()
  for (const domain of Object.keys(kinds) as Domain[]) {
    const name = `mail.${domain}`
    const address = host(name)
    open(address, 25, await greeter(name))
    const mail = await createMailHost({
      name,
      certificate: await certificateOf(domain, authority),
      user: { address: `hanako@${domain}`, username: `hanako@${domain}`, password },
      behaviours: kinds[domain],
    })
    mailHosts.set(domain, mail)
    closing.push(mail)
    const { submission, submissions, imap, imaps } = mail.ports
    Object.assign(map.ports, { [`${address}:143`]: imap, [`${address}:993`]: imaps })
    if (domain === 'nosubmission.example') continue
    Object.assign(map.ports, { [`${address}:587`]: submission, [`${address}:465`]: submissions })
  }

  const web = await webServer(authority)
  closing.push(web)
  for (const domain of Object.keys(kinds)) map.ports[`${host(`autoconfig.${domain}`)}:443`] = web.port

  for (const name of builtInReferences) open(host(name), 25, await greeter(name))
  const control = await greeter('control.example')
  closing.push(control)
  for (const { host: name, port } of builtInControls) map.ports[`${host(name)}:${port}`] = control.port
  const portal = await listen(http.createServer((_, response) => response.writeHead(204).end()))
  closing.push(portal)
  map.ports[`${host(new URL(builtInPortalUrl).hostname)}:80`] = portal.port

  const proxy = await greeter('proxy.hotel.example')
  const signInPage = await listen(
    http.createServer((_, response) =>
      response.writeHead(302, { location: 'http://login.hotel.example/' }).end(),
    ),
  )
  const stripped = await createFakeSubmission({
    name: 'mail.tanaka.example',
    certificate: await certificateOf('tanaka.example', authority),
    user: { username: 'nobody', password },
    authMethods: ['PLAIN'],
    offersStartTls: false,
    refusal: null,
    deliver: () => undefined,
  })
  closing.push(proxy, signInPage, stripped)
  Object.assign(map, {
    proxyPort: proxy.port,
    strippedPort: stripped.ports.submission,
    signInPagePort: signInPage.port,
  })
  return {
    map,
    caFile,
    mail: (domain) => {
      const mail = mailHosts.get(domain)
      if (mail === undefined) throw new Error(`no server of ${domain}`)
      return mail
    },
    close: async () => {
      await Promise.all(closing.map((server) => server.close()))
    },
  }
}

const dayMs = 86_400_000

function certificateOf(domain: string, authority: CertificateAuthority): Promise<IssuedCertificate> {
  const names = [`mail.${domain}`] as const
  if (domain === 'selfsigned.example') return createSelfSigned({ names })
  const past = { notBefore: new Date(Date.now() - 400 * dayMs), notAfter: new Date(Date.now() - dayMs) }
  return authority.issue({ names, ...(domain === 'expired.example' ? past : {}) })
}

/** A server that greets under its name, offers STARTTLS and takes nothing. */
function greeter(name: string): Promise<Listening> {
  const { server } = new SMTPServer({
    name,
    banner: 'ESMTP',
    logger: false,
    disableReverseLookup: true,
    authOptional: true,
    closeTimeout: 1,
  })
  return listen(server)
}

/** autoconfig.DOMAIN of every domain: its servers, in an autoconfig document. */
async function webServer(authority: CertificateAuthority): Promise<Listening> {
  const domains = Object.keys(kinds)
  const names = domains.map((domain) => `autoconfig.${domain}`)
  const [first = '', ...others] = names
  const { certPem, keyPem } = await authority.issue({ names: [first, ...others] })
  const server = https.createServer({ cert: certPem, key: keyPem }, (request, response) => {
    const domain = domains.find((one) => request.headers.host === `autoconfig.${one}`)
    if (domain === undefined || request.url?.startsWith('/mail/config-v1.1.xml') !== true) {
      response.writeHead(404).end()
      return
    }
    const name = `mail.${domain}`
    const authentication = domain === 'oauth.example' ? ['OAuth2'] : ['password-cleartext']
    response.writeHead(200, { 'content-type': 'text/xml' }).end(
      clientConfig({
        outgoing: [{ host: name, port: 587, socketType: 'STARTTLS', authentication }],
        imap: [{ host: name, port: 993, socketType: 'SSL', authentication }],
      }),
    )
  })
  return listen(server)
}
