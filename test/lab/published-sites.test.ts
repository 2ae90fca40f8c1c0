import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import https from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { siteFiles } from '../../electron/publish/site-files.ts'
import { webFolder } from '../../electron/publish/web-servers.ts'
import { type CertificateAuthority, createCertificateAuthority } from '../fakes/certificates.ts'
import { isInstalled } from './requirements.ts'
import { type Argv, type Daemon, startDaemon, waitUntil } from './run.ts'
import { listeningPorts } from './sockets.ts'

/** The snippets as they are written, in the real web servers: only ports and folders are those of the test. */

const domain = 'published.example'
const names = [`autoconfig.${domain}`, `autodiscover.${domain}`, `ua-auto-config.${domain}`] as const
const files = siteFiles({
  domain,
  sending: [
    { host: 'mail.published.example', port: 587, security: 'starttls' },
    { host: 'mail.published.example', port: 465, security: 'tls' },
  ],
  receiving: { host: 'mail.published.example', port: 993, security: 'tls' },
  username: 'address',
})
const contentOf = (name: string) => files.find((file) => file.path === name)?.content ?? ''

const programs = [
  {
    program: 'nginx',
    snippet: 'web-server/nginx.conf',
    base: (folder: string) => `daemon off; worker_processes 1; pid ${folder}/nginx.pid;
error_log ${folder}/error.log; events {}
http { access_log off; include ${folder}/site.conf; }`,
    listen: (site: string, port: number) =>
      site
        .replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
        .replace('listen [::]:443 ssl;', `listen [::1]:${port} ssl;`),
    start: (folder: string): Argv => ['nginx', '-c', `${folder}/base.conf`, '-p', folder],
  },
  {
    program: 'apache2',
    snippet: 'web-server/apache.conf',
    base: (folder: string, port: number) => `${['mpm_event', 'authz_core', 'alias', 'mime', 'ssl']
      .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
      .join('\n')}
ServerRoot ${folder}
ServerName localhost
Listen 127.0.0.1:${port}
TypesConfig /dev/null
User www-data
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
Include ${folder}/site.conf`,
    listen: (site: string, port: number) => site.replace('*:443', `*:${port}`),
    start: (folder: string): Argv => ['apache2', '-DFOREGROUND', '-f', `${folder}/base.conf`],
  },
] as const

describe.each(programs)('the published files on $program', ({ program, snippet, base, listen, start }) => {
  const missing = isInstalled(program) ? '' : ` (not installed: ${program})`
  let folder: string
  let authority: CertificateAuthority
  let port: number
  let server: Daemon | undefined

  beforeAll(async () => {
    if (missing !== '') return
    folder = await mkdtemp(path.join(tmpdir(), 'postern-site-'))
    // Both serve as another user than who starts them.
    await chmod(folder, 0o755)
    for (const { path: name, content } of files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
      await writeFile(path.join(folder, name), content)
    }
    authority = await createCertificateAuthority('Published')
    const { certPem, keyPem } = await authority.issue({ names })
    await writeFile(path.join(folder, 'fullchain.pem'), certPem)
    await writeFile(path.join(folder, 'privkey.pem'), keyPem)
    port = await freePort()
    const site = listen(contentOf(snippet), port)
      .replaceAll(webFolder, path.join(folder, 'www'))
      .replaceAll(/\/etc\/letsencrypt\/live\/[^/]+/g, folder)
    await writeFile(path.join(folder, 'site.conf'), site)
    await writeFile(path.join(folder, 'base.conf'), base(folder, port))
    const started = startDaemon(start(folder), path.join(folder, 'output.log'))
    server = started
    await waitUntil(`${program} listens`, () => listeningPorts(started.pid, 'tcp').has(port))
  })
  afterAll(async () => {
    await server?.stop()
    if (missing === '') await rm(folder, { recursive: true })
  })

  const ask = (host: string, method: 'GET' | 'POST', where: string) =>
    new Promise<{ status: number; type: string; body: string }>((resolve, reject) => {
      const request = https.request(
        {
          ...{ host: '127.0.0.1', port, path: where, method, servername: host, ca: authority.certPem },
          ...{ agent: false, headers: { host } },
        },
        (response) => {
          let body = ''
          response.setEncoding('utf8').on('data', (part: string) => (body += part))
          response.on('error', reject).on('end', () => {
            const { statusCode = 0, headers } = response
            resolve({ status: statusCode, type: headers['content-type'] ?? '', body })
          })
        },
      )
      request.on('error', reject).end(method === 'POST' ? '<Autodiscover/>' : undefined)
    })

  test.skipIf(missing !== '')(`Thunderbird and PACC get theirs, as what it is${missing}`, async () => {
    const { status, type, body } = await ask(names[0], 'GET', '/mail/config-v1.1.xml')
    expect([status, type.split(';')[0]]).toEqual([200, 'text/xml'])
    expect(body).toBe(contentOf('www/mail/config-v1.1.xml'))
    const pacc = await ask(names[2], 'GET', '/.well-known/user-agent-configuration.json')
    expect([pacc.status, pacc.type.split(';')[0]]).toEqual([200, 'application/json'])
    expect(pacc.body).toBe(contentOf('www/.well-known/user-agent-configuration.json'))
  })

  test.skipIf(missing !== '')(`Outlook asks by POST, in capitals or not${missing}`, async () => {
    for (const where of ['/autodiscover/autodiscover.xml', '/Autodiscover/Autodiscover.xml']) {
      for (const method of ['GET', 'POST'] as const) {
        const { status, type, body } = await ask(names[1], method, where)
        expect([where, method, status, type.split(';')[0]]).toEqual([where, method, 200, 'text/xml'])
        expect(body).toBe(contentOf('www/autodiscover/autodiscover.xml'))
      }
    }
  })

  test.skipIf(missing !== '')(`anything else is not there${missing}`, async () => {
    for (const where of ['/', '/mail/', '/mail/other.xml', '/.htaccess']) {
      const { status } = await ask(names[0], 'GET', where)
      expect([where, status === 404 || status === 403]).toEqual([where, true])
    }
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
