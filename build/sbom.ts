import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'

/**
 * `node build/sbom.ts > postern.cdx.json`: what Postern ships, as CycloneDX. `npm sbom --omit dev` leaves out whatever
 * development needs as well, so that npm is shown a project without development packages.
 */

type Manifest = { devDependencies?: unknown }
type Lock = { packages: Record<string, Manifest & { dev?: boolean }> }

const root = path.join(import.meta.dirname, '..')
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(root, name), 'utf8'))

const manifest = read('package.json') as Manifest
const lock = read('package-lock.json') as Lock
delete manifest.devDependencies
delete lock.packages['']?.devDependencies
const packages = Object.fromEntries(Object.entries(lock.packages).filter(([, { dev }]) => dev !== true))

const folder = mkdtempSync(path.join(tmpdir(), 'postern-sbom-'))
try {
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ ...lock, packages }))
  const { status } = spawnSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
    cwd: folder,
    stdio: 'inherit',
    // npm is a script on Windows, which only its shell starts.
    shell: process.platform === 'win32',
  })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}
