import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

/** They run on GitHub only; what can be said of them here is that they fit the project. */

type Permissions = Record<string, string>
type Step = { uses?: string; run?: string }
type Job = {
  uses?: string
  needs?: string
  permissions?: Permissions
  'timeout-minutes'?: number
  steps?: Step[]
}
type Workflow = { on: Record<string, unknown>; permissions: Permissions; jobs: Record<string, Job> }

const root = path.join(import.meta.dirname, '..', '..', '..')
const folder = path.join(root, '.github', 'workflows')
const files = await readdir(folder)
const workflows = await Promise.all(
  files.map(async (name) => {
    const workflow = parse(await readFile(path.join(folder, name), 'utf8')) as Workflow
    const jobs = Object.entries(workflow.jobs)
    return { name, workflow, jobs, steps: jobs.flatMap(([, job]) => job.steps ?? []) }
  }),
)
const { scripts } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const named = (name: string) => workflows.find((each) => each.name === name)?.workflow

describe.each(workflows)('$name', ({ workflow, jobs, steps }) => {
  test('uses only actions that are pinned, and workflows of its own', () => {
    for (const { uses } of [...jobs.map(([, job]) => job), ...steps]) {
      if (uses?.startsWith('./') === true) expect(existsSync(path.join(root, uses))).toBe(true)
      else if (uses !== undefined) expect(uses).toMatch(/^[\w.-]+\/[\w./-]+@[\da-f]{40}$/)
    }
  })

  test('runs scripts that are there', () => {
    const commands = steps.map(({ run = '' }) => run).join('\n')
    for (const [, script = ''] of commands.matchAll(/npm run (?:--\S+ )*([\w:-]+)/g))
      expect(Object.keys(scripts)).toContain(script)
  })

  test('names files that are there', () => {
    const commands = steps.map(({ run = '' }) => run).join('\n')
    // node_modules/ is what npm ci makes.
    for (const [file] of commands.matchAll(/(?<=^|\s)(?:test|build|docs|electron|\.ci)\/[\w./-]+/gm))
      expect({ file, isThere: existsSync(path.join(root, file)) }).toEqual({ file, isThere: true })
  })

  test('may read the sources and nothing else, but for the job that publishes', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    for (const [name, { permissions }] of jobs)
      expect(permissions).toEqual(name === 'publish' ? { actions: 'read', contents: 'write' } : undefined)
  })

  test('ends some time', () => {
    for (const [name, job] of jobs)
      if (job.uses === undefined) expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)])
  })
})

test('a release begins with a tag and the whole check', () => {
  expect(named('check.yml')?.on).toHaveProperty('workflow_call')
  const release = named('release.yml')
  expect(release?.on).toEqual({ push: { tags: ['v*'] } })
  expect(release?.jobs['check']?.uses).toBe('./.github/workflows/check.yml')
  expect([release?.jobs['packages']?.needs, release?.jobs['publish']?.needs]).toEqual(['check', 'packages'])
})

test('every system of the check has its packages released', () => {
  const systemsOf = (job: Job | undefined) =>
    (job as { strategy?: { matrix: { system: string[] } } } | undefined)?.strategy?.matrix.system
  const systems = systemsOf(named('check.yml')?.jobs['systems'])
  expect(systems).toEqual(['ubuntu-24.04', 'windows-2025', 'macos-15'])
  expect(systemsOf(named('release.yml')?.jobs['packages'])).toEqual(systems)
})
