import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PublishReport } from '../../electron/contract/publish.ts'
import { announcedBySrv } from '../../electron/discovery/announced-by-srv.ts'
import { createResolver } from '../../electron/net/resolve.ts'
import { paccRecord } from '../../electron/publish/pacc.ts'
import { publishedAddress, publishedDomain, server } from './addresses.ts'
import { createLab, type Lab } from './lab.ts'
import { pages } from './mail-domains.ts'
import { labUnavailable, thunderbirdUnavailable } from './requirements.ts'
import { startDaemon, waitUntil } from './run.ts'
import { listeningPorts } from './sockets.ts'
import { askThunderbird } from './thunderbird-finder.ts'

/** The lines of the zone in the words of dnsmasq, which reads no zone files. */
function dnsmasqConfig(zone: string): string {
  const srv = [...zone.matchAll(/^(\S+)\. 3600 IN SRV (\d+) (\d+) (\d+) (\S+)\.$/gm)]
  const txt = [...zone.matchAll(/^(\S+)\. 3600 IN TXT (".*")$/gm)]
  return [
    ...srv.map(([, name = '', priority = '', weight = '', port = '', host = '']) => {
      return `srv-host=${name},${host},${port},${priority},${weight}`
    }),
    ...txt.map(([, name = '', text = '']) => `txt-record=${name},${text}`),
  ].join('\n')
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

const domain = publishedDomain
const mail = server.name
const reason = labUnavailable()
const withoutThunderbird = thunderbirdUnavailable()

describe.skipIf(reason !== null)(`postern publish${reason === null ? '' : ` (${reason})`}`, () => {
  let lab: Lab
  let folder: string
  let written: Awaited<ReturnType<Lab['postern']>>
  const read = (file: string) => readFile(path.join(folder, file), 'utf8')

  beforeAll(async () => {
    lab = await createLab()
    folder = await mkdtemp(path.join(tmpdir(), 'postern-publish-'))
    written = await lab.postern(['publish', domain, '--out', folder, '--host', mail])
    // The web server gives what the command wrote, from its start on.
    Object.assign(pages, {
      [`https://autoconfig.${domain}/mail/config-v1.1.xml`]: {
        kind: 'document',
        type: 'text/xml',
        body: await read('www/mail/config-v1.1.xml'),
      },
    })
    await lab.startWeb()
  })
  afterAll(async () => {
    await lab.close()
    await rm(folder, { recursive: true })
  })

  test('the ports of the real server are asked, and ready', async () => {
    expect(written).toMatchObject({ code: 0, stderr: '' })
    expect(written.stdout).toContain(`${mail}:587 (STARTTLS), ${mail}:465 (TLS)`)
    expect(written.stdout).not.toContain('Assumed')
    expect(await read('dns/zone.txt')).toContain(`_submission._tcp.${domain}. 3600 IN SRV 10 1 587 ${mail}.`)
  })

  test('a real DNS server gives the records as they are read', async () => {
    const port = await freePort()
    const config = path.join(folder, 'dnsmasq.conf')
    await writeFile(config, dnsmasqConfig(await read('dns/zone.txt')))
    const daemon = startDaemon(
      [
        'dnsmasq',
        ...['--keep-in-foreground', '--user=root', '--pid-file', `--conf-file=${config}`, '--no-hosts'],
        ...['--no-resolv', '--bind-interfaces', '--listen-address=127.0.0.1', `--port=${port}`],
      ],
      path.join(folder, 'dnsmasq.log'),
    )
    try {
      await waitUntil('dnsmasq listens', () => listeningPorts(daemon.pid, 'udp').has(port))
      const resolver = createResolver([`127.0.0.1:${port}`])
      const { signal } = new AbortController()
      expect(await announcedBySrv(domain, resolver, signal)).toMatchObject({
        kind: 'announced',
        servers: [
          { host: mail, port: 465, security: 'tls' },
          { host: mail, port: 587, security: 'starttls' },
        ],
      })
      expect(await resolver.srv(`_submission._tcp.${domain}`, signal)).toMatchObject([
        { name: mail, port: 587, priority: 10, weight: 1 },
      ])
      expect(await resolver.srv(`_imaps._tcp.${domain}`, signal)).toMatchObject([{ name: mail, port: 993 }])
      expect(await resolver.txt(`_ua-auto-config.${domain}`, signal)).toEqual([
        paccRecord(await read('www/.well-known/user-agent-configuration.json')),
      ])
    } finally {
      await daemon.stop()
    }
  })

  test('discovery finds what was published: 587, with STARTTLS', async () => {
    const { code, stdout } = await lab.postern(['discover', publishedAddress, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      chosen: {
        source: 'autoconfig',
        username: publishedAddress,
        submission: { host: mail, port: 587, security: 'starttls' },
        incoming: { protocol: 'imap', host: mail, port: 993, security: 'tls' },
      },
    })
  })

  test.skipIf(withoutThunderbird !== null)(
    `Thunderbird’s own set-up takes it, too${withoutThunderbird === null ? '' : ` (${withoutThunderbird})`}`,
    async () => {
      const { answers } = await askThunderbird(lab, [publishedAddress], 1)
      expect(answers[0]?.found).toMatchObject({ host: mail, port: 587, security: 'starttls', auth: 3 })
    },
  )

  test('--check says so: Thunderbird sets itself up, Outlook does not yet', async () => {
    const { code, stdout } = await lab.postern(['publish', domain, '--check', '--json'])
    const { published, programs } = PublishReport.parse(JSON.parse(stdout))
    expect(code).toBe(0)
    expect(published.map(({ by, state }) => [by, state])).toEqual([
      ['autoconfig', 'works'],
      ['autoconfig-well-known', 'missing'],
      ['autodiscover', 'missing'],
      ['srv', 'missing'],
      ['pacc', 'missing'],
    ])
    expect(programs).toContainEqual({ program: 'thunderbird', setsUp: 'yes', by: 'autoconfig' })
    expect(programs).toContainEqual({ program: 'outlook-classic', setsUp: 'no', by: null })
  })

  test('in a network that drops the mail ports, the settings are seen, and the servers are not', async () => {
    await lab.router.mode('drop', { ports: [25, 465, 587, 993] })
    const { code, stdout } = await lab.postern(['publish', domain, '--check'])
    await lab.router.reset()
    expect(code).toBe(1)
    expect(stdout).toMatch(/Thunderbird +perhaps/)
    expect(stdout).toContain('postern check')
  })
})
