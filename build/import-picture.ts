import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { cruise, type ICruiseResult } from 'dependency-cruiser'

/**
 * `node build/import-picture.ts [--check]`: draws in docs/architecture.md which folder of electron/ imports from which.
 * What a folder reaches through another one anyway has no arrow of its own, and contract/, which all import, is left out.
 */

const page = path.join(import.meta.dirname, '..', 'docs', 'architecture.md')
const begin = '<!-- import picture: node build/import-picture.ts -->'
const end = '<!-- end of import picture -->'

type Imports = Map<string, Set<string>>

async function folderImports(): Promise<Imports> {
  const options = { includeOnly: '^electron/', tsPreCompilationDeps: true }
  const { output } = await cruise(['electron'], { ...options, ruleSet: {}, validate: false })
  const imports: Imports = new Map()
  for (const { source, dependencies } of (output as ICruiseResult).modules) {
    const from = folderOf(source)
    if (from === null) continue
    const known = imports.get(from) ?? new Set()
    imports.set(from, known)
    for (const { resolved } of dependencies) {
      const to = folderOf(resolved)
      if (to !== null && to !== from) known.add(to)
    }
  }
  return imports
}

function folderOf(file: string): string | null {
  const [, folder] = /^electron\/([^/]+)\//.exec(file) ?? []
  return folder === undefined || folder === 'contract' ? null : folder
}

function reaches(from: string, to: string, imports: Imports): boolean {
  return [...(imports.get(from) ?? [])].some((next) => next === to || reaches(next, to, imports))
}

/** A circle among the folders would draw nothing of itself, and is refused by the lint rules already. */
function arrows(imports: Imports): string[] {
  return [...imports]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([from, all]) =>
      [...all]
        .filter((to) => ![...all].some((other) => other !== to && reaches(other, to, imports)))
        .toSorted()
        .map((to) => `  ${from} --> ${to}`),
    )
}

const picture = ['```mermaid', 'flowchart TD', ...arrows(await folderImports()), '```'].join('\n')
const text = await readFile(page, 'utf8')
const from = text.indexOf(begin)
const to = text.indexOf(end)
if (from < 0 || to < from) throw new Error(`${page} has no place for the picture`)
const drawn = `${text.slice(0, from + begin.length)}\n\n${picture}\n\n${text.slice(to)}`
if (!process.argv.includes('--check')) await writeFile(page, drawn)
else if (drawn !== text) {
  process.stderr.write('The picture in docs/architecture.md is out of date: node build/import-picture.ts\n')
  process.exitCode = 1
}
