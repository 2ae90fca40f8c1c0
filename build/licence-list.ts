import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Licence } from '../electron/contract/licences.ts'
import { builtIn, packages } from './package/contents.ts'

/** What the app shows under "Open-source licences": all that is in its package, and by what right. */

const root = path.join(import.meta.dirname, '..')

type PackageJson = {
  name: string
  version: string
  license: string
  author?: string | { name?: string; email?: string }
}

/** Postern first, then in the order of the alphabet. */
export function licenceList(): Licence[] {
  const parts = [...packageFolders().map(licenceOf), ...data()]
  const unlike = new Map(parts.map((part) => [`${part.name} ${part.version ?? ''}`, part]))
  const own: Licence = {
    name: 'Postern',
    version: readPackage(root).version,
    licence: 'MIT',
    text: inParagraphs(ownText()),
  }
  return [
    own,
    ...[...unlike.values()].toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)),
  ]
}

/** As the lock file names them, so that one package in two versions is there twice. */
function packageFolders(): string[] {
  const { packages: locked } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>
  }
  return Object.entries(locked).flatMap(([folder, { dev = false, optional = false }]) => {
    const name = folder.split('node_modules/').at(-1) ?? ''
    const isIn = builtIn.includes(name) || (!dev && packages.includes(name))
    // An optional package that could not be built here is not packed here either.
    const isAway = optional && !existsSync(path.join(root, folder))
    return isIn && !isAway ? [path.join(root, folder)] : []
  })
}

function licenceOf(folder: string): Licence {
  const { name, version, license, author } = readPackage(folder)
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  // Where there is a choice, it is the MIT side: see licences.ts.
  const chosen = files.filter((file) => /\.mit$/i.test(file))
  const texts = (chosen.length > 0 ? chosen : files).map((file) => read(path.join(folder, file)))
  return {
    name,
    version,
    licence: license.replace(/^\((.*)\)$/, '$1'),
    text: inParagraphs(texts.length > 0 ? texts.join('\n\n') : textWithoutFile(name, license, author)),
  }
}

/** A package may say its licence in its description alone. The MIT licence wants its words to be passed on all the same. */
function textWithoutFile(name: string, license: string, author: PackageJson['author']): string {
  const { name: who, email } = typeof author === 'object' ? author : { name: author }
  const holder = [who ?? `the authors of ${name}`, ...(email === undefined ? [] : [`<${email}>`])].join(' ')
  return license === 'MIT'
    ? ownText().replace(/^Copyright .*$/m, `Copyright (c) ${holder}`)
    : `${license}\n\nCopyright (c) ${holder}`
}

/** Lists of others, which are not packages. */
function data(): Licence[] {
  const mpl = (source: string) =>
    `Mozilla Public License 2.0: https://www.mozilla.org/MPL/2.0/\n\nIts source: ${source}`
  const { source } = JSON.parse(read(path.join(root, 'assets', 'ispdb-japan.json'))) as { source: string }
  return [
    {
      name: 'Public Suffix List',
      version: null,
      licence: 'MPL-2.0',
      text: mpl('https://publicsuffix.org/list/'),
    },
    { name: 'Thunderbird autoconfig', version: null, licence: 'MPL-2.0', text: mpl(source) },
  ]
}

function ownText(): string {
  return read(path.join(root, 'LICENSE'))
}

function readPackage(folder: string): PackageJson {
  return JSON.parse(read(path.join(folder, 'package.json'))) as PackageJson
}

/** Lines that were broken for the width of a terminal run on, and the window breaks them where it needs to. */
function inParagraphs(text: string): string {
  return text.replace(/^(\S.{50,})\n(?=[A-Za-z("'])(?!Copyright)/gm, '$1 ')
}

function read(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()
}
