import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { undo, writeChanges } from '../../../../electron/app/clients/changes.ts'
import { type Look, lookAtClients } from '../../../../electron/app/clients/look.ts'
import { planFor } from '../../../../electron/app/clients/plan.ts'
import { parsePrefs } from '../../../../electron/clients/thunderbird/prefs-file.ts'
import { createTranslator } from '../../../../electron/text/translator.ts'
import { createClientsWorld, repaired, request } from './clients-world.ts'

const patience = {
  signal: AbortSignal.timeout(300_000),
  onWaiting: () => undefined,
  onWriting: () => undefined,
}

async function start() {
  const world = await createClientsWorld()
  const { services, prefsFile } = world
  const looked = async (): Promise<Look> => {
    const look = await lookAtClients(
      [],
      request,
      services,
      createTranslator('en'),
      patience.signal,
      () => undefined,
    )
    if (look === null) throw new Error('ended')
    return look
  }
  return { ...world, looked, before: await readFile(prefsFile) }
}

const text = (bytes: Buffer) => bytes.toString('latin1')
const bytes = (content: string) => Buffer.from(content, 'latin1')
const many = Array.from({ length: 200_000 }, (_, index) => `user_pref("filling.${index}", ${index});\n`)

test.each<[string, (prefs: string) => string]>([
  ['syntax errors', (prefs) => `user_pref("a" 1);\n${prefs}}}}\nuser_pref(;\n`],
  ['a byte order mark', (prefs) => `\xef\xbb\xbf${prefs}`],
  ['CRLF', (prefs) => prefs.replaceAll('\n', '\r\n')],
  ['Latin-1 bytes', (prefs) => `${prefs}user_pref("mail.name", "Jos\xe9 \xff");\n// \xe9\n`],
  ['a NUL behind what matters', (prefs) => `${prefs}\0user_pref("mail.smtpserver.smtp1.port", 25);\n`],
  ['an unfinished comment', (prefs) => `${prefs}/* to be continued`],
  ['no line end at the end', (prefs) => prefs.trimEnd()],
  ['200,000 preferences', (prefs) => many.join('') + prefs],
])(
  '%s: repaired, nothing else changed, and undone to the byte',
  async (_, spoil) => {
    const { services, prefsFile, before, looked } = await start()
    const spoiled = bytes(spoil(text(before)))
    await writeFile(prefsFile, spoiled)
    const { clients, evidence, accounts } = await looked()
    const [found] = clients
    if (found === undefined) throw new Error('no profile')
    const planned = planFor(found.client, 'smtp1', evidence, accounts)
    if (!planned.ok) throw new Error(planned.error.kind)
    expect(await writeChanges(planned.value, services, patience)).toMatchObject({ ok: true })
    const { values } = parsePrefs(spoiled)
    const after = parsePrefs(await readFile(prefsFile)).values
    const different = [...after].filter(([name, value]) => values.get(name) !== value)
    expect(Object.fromEntries(different)).toEqual(repaired)
    expect([...values.keys()].filter((name) => !after.has(name))).toEqual([])
    expect(await undo(1, services, patience)).toMatchObject({ ok: true, value: { kept: [] } })
    expect(Buffer.compare(await readFile(prefsFile), spoiled)).toBe(0)
  },
  120_000,
)

test('two profiles that share a folder are repaired once', async () => {
  const { root, looked } = await start()
  const ini = path.join(root, 'profiles.ini')
  await symlink('abc.default-release', path.join(root, 'link'))
  const sharing = '[Profile1]\nName=別名 2\nIsRelative=1\nPath=link\n'
  await writeFile(ini, `${await readFile(ini, 'utf8')}${sharing}`)
  const { clients } = await looked()
  expect(clients.map(({ profile }) => [profile.name, profile.alsoNamed])).toEqual([
    ['default-release', ['別名 2']],
  ])
})

test('a change to a file that has become a folder changes nothing', async () => {
  const { services, profile, prefsFile, looked } = await start()
  const { clients, evidence } = await looked()
  const [found] = clients
  const planned = found === undefined ? null : planFor(found.client, 'smtp1', evidence, [])
  if (planned?.ok !== true) throw new Error('no plan')
  await rename(prefsFile, path.join(profile, 'away'))
  await mkdir(prefsFile)
  expect(await writeChanges(planned.value, services, patience)).toEqual({
    ok: false,
    error: { kind: 'is-a-directory', file: prefsFile },
  })
})
