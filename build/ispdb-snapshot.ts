import { readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { type ConfiguredServer, parseAutoconfig } from '../electron/discovery/autoconfig-xml.ts'

/**
 * Makes assets/ispdb-japan.json: the Japanese providers for whom Thunderbird's database still names port 25, or no
 * encryption, first. The database is under the Mozilla Public License 2.0, and each entry keeps where it comes from.
 *
 *   node build/ispdb-snapshot.ts FOLDER MANIFEST > assets/ispdb-japan.json
 *
 * FOLDER has the files of the repository under their paths there. MANIFEST is JSON: the path of each file of a Japanese
 * provider, and the commit that it was taken from.
 */
export type IspdbSnapshot = {
  source: string
  license: 'MPL-2.0'
  providers: {
    name: string
    domains: string[]
    outgoing: Pick<ConfiguredServer, 'host' | 'port' | 'security'>[]
    path: string
    commit: string
  }[]
}

const source = 'https://github.com/thunderbird/autoconfig'

export function ispdbSnapshot(folder: string, manifest: Readonly<Record<string, string>>): IspdbSnapshot {
  const providers = Object.entries(manifest)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, commit]) => {
      const body = readFileSync(path.join(folder, file))
      const config = parseAutoconfig(body)
      const text = body.toString('utf8')
      const [name] = contents(text, 'displayName')
      if (config === null || name === undefined) throw new Error(`${file} is no autoconfig document`)
      const outgoing = config.outgoing.map(({ host, port, security }) => ({ host, port, security }))
      const [first] = outgoing
      const isUnsafe = first !== undefined && (first.security === 'plain' || first.port === 25)
      const domains = [...new Set(contents(text, 'domain'))]
      return isUnsafe ? [{ name, domains, outgoing, path: file, commit }] : []
    })
  return { source, license: 'MPL-2.0', providers }
}

/** What stands in each element of this name. */
function contents(document: string, name: string): string[] {
  const elements = document.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`, 'g'))
  return [...elements].map(([, content = '']) => content.trim().replaceAll('&amp;', '&'))
}

if (import.meta.main) {
  const [folder, manifest] = process.argv.slice(2)
  if (folder === undefined || manifest === undefined) {
    process.stderr.write('usage: node build/ispdb-snapshot.ts FOLDER MANIFEST\n')
    process.exitCode = 2
  } else {
    const commits = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>
    process.stdout.write(`${JSON.stringify(ispdbSnapshot(folder, commits), null, 2)}\n`)
  }
}
