import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ispdbSnapshot } from '../../../build/ispdb-snapshot.ts'
import { clientConfig, type ConfigServer } from '../../fakes/client-config.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-ispdb-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function provider(domain: string, outgoing: ConfigServer[]): Promise<void> {
  const document = clientConfig({ outgoing }).replace(
    '<domain>example.jp</domain>',
    `<domain>${domain}</domain>\n<domain purpose="mx"> mx.${domain} </domain>`,
  )
  await writeFile(path.join(folder, `${domain}.xml`), document)
}

test('the Japanese providers whose first server for sending is unsafe, with their origin', async () => {
  const tls = { host: 'smtp.a.example', port: 465, socketType: 'SSL' }
  const plain = { host: 'smtp.b.example', port: 587, socketType: 'plain' }
  const on25 = { host: 'smtp.c.example', port: 25, socketType: 'STARTTLS' }
  await provider('good.example.jp', [tls, plain])
  await provider('plain.example.jp', [plain, tls])
  await provider('relay.example.jp', [on25])
  await provider('elsewhere.example.com', [plain])
  await writeFile(path.join(folder, 'README'), 'not a provider')
  expect(ispdbSnapshot(folder, 'abc123')).toEqual({
    source: 'https://github.com/thunderbird/autoconfig/tree/master/ispdb',
    commit: 'abc123',
    license: 'MPL-2.0',
    providers: [
      {
        file: 'plain.example.jp.xml',
        domains: ['plain.example.jp', 'mx.plain.example.jp'],
        outgoing: [
          { host: 'smtp.b.example', port: 587, security: 'plain' },
          { host: 'smtp.a.example', port: 465, security: 'tls' },
        ],
      },
      {
        file: 'relay.example.jp.xml',
        domains: ['relay.example.jp', 'mx.relay.example.jp'],
        outgoing: [{ host: 'smtp.c.example', port: 25, security: 'starttls' }],
      },
    ],
  })
})

test('a file that cannot be read is not passed over in silence', async () => {
  await writeFile(path.join(folder, 'broken.example.jp.xml'), '<clientConfig>')
  expect(() => ispdbSnapshot(folder, 'abc123')).toThrow('broken.example.jp.xml')
})
