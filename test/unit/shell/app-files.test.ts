import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appFile, isOwn } from '../../../electron/shell/app-files.ts'

const folders = { renderer: path.resolve('/program/renderer'), locales: path.resolve('/program/locales') }
const inside = (file: string) => path.join(folders.renderer, file)

test.each([
  ['app://postern', inside('index.html'), 'text/html; charset=utf-8'],
  ['app://postern/', inside('index.html'), 'text/html; charset=utf-8'],
  ['app://postern/index.html?a#b', inside('index.html'), 'text/html; charset=utf-8'],
  ['app://postern/assets/index-1a.js', inside('assets/index-1a.js'), 'text/javascript; charset=utf-8'],
  ['app://postern/assets/a%20b.css', inside('assets/a b.css'), 'text/css; charset=utf-8'],
  [
    'app://postern/locales/pt-BR.json',
    path.join(folders.locales, 'pt-BR.json'),
    'application/json; charset=utf-8',
  ],
])('%s is a file', (url, file, type) => {
  expect(appFile(url, folders)).toEqual({ file, type })
})

test.each([
  ['app://elsewhere/index.html', 400],
  ['app://postern.example/index.html', 400],
  ['https://postern/index.html', 400],
  ['file:///program/renderer/index.html', 400],
  ['nonsense', 400],
  ['app://postern/..%2f..%2fetc/passwd.json', 400],
  ['app://postern/assets/%2e%2e%2f%2e%2e/secret.json', 400],
  ['app://postern/..%5c..%5csecret.json', 400],
  ['app://postern/C:%5csecret.json', 400],
  ['app://postern/index.html%00.js', 400],
  ['app://postern/%E0%A4%A', 400],
  ['app://postern/settings', 404],
  ['app://postern/main.map', 404],
])('%s is refused with %i', (url, status) => {
  expect(appFile(url, folders)).toEqual({ status })
})

test('no address leads out of the two folders', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('..', '%2e%2e', '%2f', '%5c', '.', '//', 'locales/', '/etc/passwd.json', '.json'),
  )
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const found = appFile(`app://postern/${parts.join('')}`, folders)
      if ('status' in found) return
      const roots = Object.values(folders).map((folder) => folder + path.sep)
      expect(roots.some((root) => path.resolve(found.file).startsWith(root))).toBe(true)
    }),
  )
})

test('only the page’s own address is its own', () => {
  expect(isOwn('app://postern/assets/a.js')).toBe(true)
  for (const url of [
    'app://postern.evil/',
    'app://postern@evil/',
    'https://example.org/',
    'data:text/html,x',
    '',
  ])
    expect(isOwn(url)).toBe(false)
})
