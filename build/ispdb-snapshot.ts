import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { type ConfiguredServer, parseAutoconfig } from '../electron/discovery/autoconfig-xml.ts'

/**
 * Lists the Japanese providers for whom Thunderbird's database still names port 25, or no encryption, first. It prints JSON
 * to be kept with its origin: the database is under the Mozilla Public License 2.0.
 *
 *   git clone https://github.com/thunderbird/autoconfig
 *   node build/ispdb-snapshot.ts autoconfig/ispdb "$(git -C autoconfig rev-parse HEAD)" > FILE
 */
export type IspdbSnapshot = {
  source: string
  commit: string
  license: 'MPL-2.0'
  providers: { file: string; domains: string[]; outgoing: NamedServer[] }[]
}

type NamedServer = Pick<ConfiguredServer, 'host' | 'port' | 'security'>

const source = 'https://github.com/thunderbird/autoconfig/tree/master/ispdb'

export function ispdbSnapshot(folder: string, commit: string): IspdbSnapshot {
  const providers = readdirSync(folder)
    .filter((file) => file.endsWith('.xml'))
    .sort()
    .flatMap((file) => {
      const body = readFileSync(path.join(folder, file))
      const config = parseAutoconfig(body)
      if (config === null) throw new Error(`${file} is no autoconfig document`)
      const domains = domainsOf(body.toString('utf8'))
      const outgoing = config.outgoing.map(({ host, port, security }) => ({ host, port, security }))
      const [first] = outgoing
      const isJapanese = domains.some((domain) => domain.endsWith('.jp'))
      const isUnsafe = first !== undefined && (first.security === 'plain' || first.port === 25)
      return isJapanese && isUnsafe ? [{ file, domains, outgoing }] : []
    })
  return { source, commit, license: 'MPL-2.0', providers }
}

function domainsOf(document: string): string[] {
  return [...document.matchAll(/<domain(?:\s[^>]*)?>([^<]*)<\/domain>/g)].map(([, domain = '']) =>
    domain.trim(),
  )
}

if (import.meta.main) {
  const [folder, commit] = process.argv.slice(2)
  if (folder === undefined || commit === undefined) {
    process.stderr.write('usage: node build/ispdb-snapshot.ts FOLDER COMMIT\n')
    process.exitCode = 2
  } else process.stdout.write(`${JSON.stringify(ispdbSnapshot(folder, commit), null, 2)}\n`)
}
