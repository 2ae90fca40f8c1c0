import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { publish, type PublishWish } from '../../../electron/app/publish.ts'
import { checkPublished } from '../../../electron/app/publish-check.ts'
import { type PublishedState, PublishReport } from '../../../electron/contract/publish.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import type { SmallInternetOptions } from '../../fakes/small-internet.ts'
import { createWorld } from '../discovery/example-domain.ts'

/** A domain that publishes its settings, and what is then found of them. */

const { signal } = new AbortController()
export const t = createTranslator('en')

export async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'postern-publish-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

/** Publishes for example.jp, and gives what was written by its path. */
export async function publishTo(out: string, options: SmallInternetOptions, wish: Partial<PublishWish> = {}) {
  const world = await createWorld(options)
  const asked = { domain: 'example.jp', folder: out, username: 'address' as const, ...wish }
  const published = await publish(asked, { network: world }, t, signal)
  const read = (file: string) => readFile(path.join(out, file), 'utf8')
  return { published, read }
}

/** The small internet of a domain that has published these files. */
export async function site(read: (file: string) => Promise<string>): Promise<SmallInternetOptions> {
  const zone = await read('dns/zone.txt')
  const srv = [...zone.matchAll(/^(\S+)\. 3600 IN SRV \d+ \d+ (\d+) (\S+)\.$/gm)]
  const txt = [...zone.matchAll(/^(\S+)\. 3600 IN TXT "(.*)"$/gm)]
  return {
    web: {
      'https://autoconfig.example.jp/mail/config-v1.1.xml': await read('www/mail/config-v1.1.xml'),
      'https://autodiscover.example.jp/autodiscover/autodiscover.xml': await read(
        'www/autodiscover/autodiscover.xml',
      ),
      ...(txt.length === 0
        ? {}
        : {
            'https://ua-auto-config.example.jp/.well-known/user-agent-configuration.json': await read(
              'www/.well-known/user-agent-configuration.json',
            ),
          }),
    },
    srv: Object.fromEntries(
      srv.map(([, name = '', port, host = '']) => [name, { name: host, port: Number(port) }]),
    ),
    txt: Object.fromEntries(txt.map(([, name = '', text = '']) => [name, [text]])),
  }
}

export async function check(options: SmallInternetOptions) {
  const world = await createWorld(options)
  const report = PublishReport.parse(
    await checkPublished('postmaster@example.jp', { network: world }, signal),
  )
  return {
    report,
    states: Object.fromEntries(
      report.published.map(({ by, state }): [string, PublishedState] => [by, state]),
    ),
    setsUp: Object.fromEntries(report.programs.map(({ program, setsUp }) => [program, setsUp])),
  }
}
