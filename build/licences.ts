import { spawnSync } from 'node:child_process'
import process from 'node:process'

/** Fails when a package that Postern ships has a licence that was not agreed to. */

const agreed = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'MIT-0',
  // Chosen: the MIT side of each.
  '(MIT OR EUPL-1.1+)',
  '(MIT OR WTFPL)',
  '(BSD-2-Clause OR MIT OR Apache-2.0)',
])

type Sbom = {
  components: {
    name: string
    version: string
    licenses?: { license?: { id?: string; name?: string }; expression?: string }[]
  }[]
}

const { stdout } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  // npm is a script on Windows, which only its shell starts.
  shell: process.platform === 'win32',
})
const { components } = JSON.parse(stdout) as Sbom
const strange = components.flatMap(({ name, version, licenses = [] }) => {
  const names = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '')
  return names.length > 0 && names.every((one) => agreed.has(one))
    ? []
    : [`${name} ${version}: ${names.join(', ') || 'no licence'}`]
})
process.stdout.write(
  `${components.length} packages, ${strange.length} with other licences\n${strange.map((line) => `  ${line}\n`).join('')}`,
)
process.exitCode = strange.length === 0 ? 0 : 1
