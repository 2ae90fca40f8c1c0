import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import shipped from '../../../assets/ispdb-japan.json' with { type: 'json' }
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
    `<domain>${domain}</domain>\n<domain purpose="mx"> mx.${domain} </domain>\n<domain>${domain}</domain>`,
  )
  await writeFile(path.join(folder, `${domain}.xml`), document)
}

test('the providers whose first server for sending is unsafe, each with its origin', async () => {
  const tls = { host: 'smtp.a.example', port: 465, socketType: 'SSL' }
  const plain = { host: 'smtp.b.example', port: 587, socketType: 'plain' }
  const on25 = { host: 'smtp.c.example', port: 25, socketType: 'STARTTLS' }
  await provider('relay.example.jp', [on25])
  await provider('plain.example.jp', [plain, tls])
  await provider('good.example.jp', [tls, plain])
  await provider('not-listed.example', [plain])
  const manifest = { 'relay.example.jp.xml': 'c1', 'plain.example.jp.xml': 'c2', 'good.example.jp.xml': 'c3' }
  expect(ispdbSnapshot(folder, manifest)).toEqual({
    source: 'https://github.com/thunderbird/autoconfig',
    license: 'MPL-2.0',
    providers: [
      {
        name: 'Example & Co.',
        domains: ['plain.example.jp', 'mx.plain.example.jp'],
        outgoing: [
          { host: 'smtp.b.example', port: 587, security: 'plain' },
          { host: 'smtp.a.example', port: 465, security: 'tls' },
        ],
        path: 'plain.example.jp.xml',
        commit: 'c2',
      },
      {
        name: 'Example & Co.',
        domains: ['relay.example.jp', 'mx.relay.example.jp'],
        outgoing: [{ host: 'smtp.c.example', port: 25, security: 'starttls' }],
        path: 'relay.example.jp.xml',
        commit: 'c1',
      },
    ],
  })
})

test('a file that cannot be read is not passed over in silence', async () => {
  await writeFile(path.join(folder, 'broken.example.jp.xml'), '<clientConfig>')
  expect(() => ispdbSnapshot(folder, { 'broken.example.jp.xml': 'c1' })).toThrow('broken.example.jp.xml')
  expect(() => ispdbSnapshot(folder, { 'missing.example.jp.xml': 'c1' })).toThrow('missing.example.jp.xml')
})

test('the snapshot that is shipped: where each entry comes from, no domain twice, all of them unsafe', () => {
  expect(shipped).toMatchObject({
    source: 'https://github.com/thunderbird/autoconfig',
    license: 'MPL-2.0',
  })
  expect(shipped.providers.length).toBeGreaterThan(10)
  for (const { name, path: file, commit, domains, outgoing } of shipped.providers) {
    expect(file).toMatch(/^ispdb\/[\w.-]+\.xml$/)
    expect(commit).toMatch(/^[0-9a-f]{40}$/)
    expect(name).not.toBe('')
    expect(domains).not.toEqual([])
    expect(outgoing.filter(({ host }) => !/^[a-z0-9.-]+$/.test(host))).toEqual([])
    expect(outgoing[0]?.security === 'plain' || outgoing[0]?.port === 25).toBe(true)
  }
  const domains = shipped.providers.flatMap((one) => one.domains)
  expect(new Set(domains).size).toBe(domains.length)
  expect(domains.filter((domain) => domain !== domain.toLowerCase())).toEqual([])
})
