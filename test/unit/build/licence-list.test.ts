import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { licenceList } from '../../../build/licence-list.ts'
import { complaintsAbout, packages } from '../../../build/package/contents.ts'

const root = path.join(import.meta.dirname, '..', '..', '..')
const list = licenceList()
const named = list.map(({ name, version }) => `${name} ${version ?? ''}`)

/** Every package of the lock file that may be packed, with its version. */
function packed(): string[] {
  const { packages: locked } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string; dev?: boolean }>
  }
  return Object.entries(locked).flatMap(([folder, { version, dev }]) => {
    const name = folder.split('node_modules/').at(-1) ?? ''
    return dev !== true && packages.includes(name) ? [`${name} ${version}`] : []
  })
}

/** What the app's code asks for by name. Some of it is bundled, and the terminal command is not in the package. */
function importedByApp(): string[] {
  const files = ['electron', 'renderer'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(folder, file),
    ),
  )
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/^electron.cli\b/.test(file))
  const imports = sources.flatMap((file) => [
    ...readFileSync(path.join(root, file), 'utf8').matchAll(/(?:from |import\()'([^.'][^']*)'/g),
  ])
  return imports.flatMap(([, name = '']) =>
    name.startsWith('node:') ? [] : [/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name],
  )
}

test('every package that is packed is in the list, once', () => {
  expect(named).toEqual(expect.arrayContaining(packed()))
  expect(new Set(named).size).toBe(named.length)
})

test('and all that the app imports, or has built into a module', () => {
  const names = list.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['node-addon-api', ...importedByApp()]))
})

test('each has the words of its licence', () => {
  for (const { name, licence, text } of list) {
    expect(licence, name).not.toBe('')
    expect(text, name).toMatch(/copyright|license/i)
    expect(text.length, name).toBeGreaterThan(100)
    expect(text, name).not.toContain('\r')
  }
})

test('a package without a file has the words with its author', () => {
  expect(list.find(({ name }) => name === '@nodable/entities')?.text).toMatch(
    /Copyright \(c\) .+\n\nPermission is hereby granted/,
  )
})

test('where the maker leaves a choice, it is the MIT side', () => {
  const { text } = list.find(({ name }) => name === '@zone-eu/mailsplit') ?? { text: '' }
  expect(text).toMatch(/without warranty of any kind/i)
  expect(text).not.toMatch(/European Union/i)
})

test('Postern comes first', () => {
  expect(list[0]?.name).toBe('Postern')
})

test('the list may be in the package', () => {
  expect(complaintsAbout(['out/renderer/licences.json'])).toEqual([])
})
