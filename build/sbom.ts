import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { builtIn } from './package/contents.ts'

/**
 * `node build/sbom.ts > postern.cdx.json`: what Postern ships, as CycloneDX. `npm sbom --omit dev` leaves out whatever
 * development needs as well, so that npm is shown a project without development packages; Electron and the window's
 * library, which are in the app and among those, are added.
 */

type Manifest = { devDependencies?: unknown }
type Locked = Manifest & { version: string; license?: string; dev?: boolean }
type Sbom = { components: Record<string, unknown>[] }

const root = path.join(import.meta.dirname, '..')
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(root, name), 'utf8'))

const manifest = read('package.json') as Manifest
const lock = read('package-lock.json') as { packages: Record<string, Locked> }
delete manifest.devDependencies
delete lock.packages['']?.devDependencies
const packages = Object.fromEntries(Object.entries(lock.packages).filter(([, { dev }]) => dev !== true))

const folder = mkdtempSync(path.join(tmpdir(), 'postern-sbom-'))
try {
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ ...lock, packages }))
  const { stdout } = spawnSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
    // npm is a script on Windows, which only its shell starts.
    shell: process.platform === 'win32',
  })
  const sbom = JSON.parse(stdout) as Sbom
  const added = builtIn.flatMap((name) => {
    const { version, license, dev } = lock.packages[`node_modules/${name}`] ?? {}
    if (dev !== true) return []
    const licenses = license === undefined ? [] : [{ license: { id: license } }]
    const purl = `pkg:npm/${name}@${version ?? ''}`
    return [{ type: 'library', 'bom-ref': `${name}@${version ?? ''}`, name, version, purl, licenses }]
  })
  process.stdout.write(
    `${JSON.stringify({ ...sbom, components: [...sbom.components, ...added] }, null, 2)}\n`,
  )
} finally {
  rmSync(folder, { recursive: true })
}
