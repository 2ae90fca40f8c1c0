import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const inTheApp = ['node_modules/electron', 'node_modules/preact']
const root = path.join(import.meta.dirname, '..', '..', '..')

test('lists every package that is shipped, Electron and the window’s library among them, and no other', () => {
  const printed = execFileSync(process.execPath, [path.join(root, 'build', 'sbom.ts')], {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const { components } = JSON.parse(printed) as { components: { name: string; version: string }[] }
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string; dev?: boolean }>
  }
  const shipped = Object.entries(lock.packages).flatMap(([place, { version, dev }]) =>
    place === '' || (dev === true && !inTheApp.includes(place))
      ? []
      : [`${place.replace(/^(.*\/)?node_modules\//, '')} ${version}`],
  )
  expect(components.map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual(shipped.toSorted())
})
