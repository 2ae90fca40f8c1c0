import { readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { builtIn } from './package/contents.ts'

/** Fails when a package that Postern ships has a licence that was not agreed to. */

const agreed = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'MIT-0',
  // Permissive.
  'BlueOak-1.0.0',
  // argparse, which only a command of js-yaml's needs: permissive, and not in the app's package.
  'Python-2.0',
  // Chosen: the MIT side of each.
  '(MIT OR EUPL-1.1+)',
  '(MIT OR WTFPL)',
  '(BSD-2-Clause OR MIT OR Apache-2.0)',
])

type Locked = { version: string; license?: string; dev?: boolean }

const lock = JSON.parse(readFileSync(path.join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>
}
const nameOf = (place: string) => place.replace(/^(.*\/)?node_modules\//, '')
const shipped = Object.entries(lock.packages).filter(
  ([place, { dev }]) => place !== '' && (dev !== true || builtIn.includes(nameOf(place))),
)
const strange = shipped.flatMap(([place, { version, license }]) =>
  license !== undefined && agreed.has(license)
    ? []
    : [`${nameOf(place)} ${version}: ${license ?? 'no licence'}`],
)
process.stdout.write(
  `${shipped.length} packages, ${strange.length} with other licences\n${strange.map((line) => `  ${line}\n`).join('')}`,
)
process.exitCode = strange.length === 0 ? 0 : 1
