import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parsePrefs, type PrefValue } from '../../electron/clients/thunderbird/prefs-file.ts'
import { startThunderbird, type ThunderbirdProgram } from './thunderbird-program.ts'

/** Reads one file and forgets it again. Strings come as they are, a character for each byte. */
const readInThunderbird = `
const [path] = arguments
const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile)
file.initWithPath(path)
const { prefs } = Services
let isWhole = true
try {
  prefs.readUserPrefsFromFile(file)
} catch {
  isWhole = false
}
const read = { 32: 'getCharPref', 64: 'getIntPref', 128: 'getBoolPref' }
const names = prefs.getChildList('zz')
const values = names.map((name) => [name, prefs[read[prefs.getPrefType(name)]](name)])
names.forEach((name) => prefs.deleteBranch(name))
return JSON.stringify({ isWhole, values })
`

export type Reading = { isWhole: boolean; values: [name: string, value: PrefValue][] }

export type PrefsComparison = {
  version: string
  /** What each of the two reads, in the order of the names. */
  read(content: string): Promise<{ postern: Reading; thunderbird: Reading }>
  close(): Promise<void>
}

/** Starts a Thunderbird that all files are read in, one after the other. */
export async function startPrefsComparison(): Promise<PrefsComparison> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-thunderbird-prefs-'))
  const thunderbird: ThunderbirdProgram = await startThunderbird(folder)
  let count = 0
  return {
    version: (await thunderbird.execute('return Services.appinfo.version')) as string,
    read: async (content) => {
      // A name of its own: Thunderbird keeps in mind what it has read.
      const file = path.join(folder, `generated-${++count}.js`)
      const bytes = Buffer.from(content, 'latin1')
      await writeFile(file, bytes)
      const answer = (await thunderbird.execute(readInThunderbird, file)) as string
      await rm(file)
      return { postern: readHere(bytes), thunderbird: inOrder(JSON.parse(answer) as Reading) }
    },
    close: async () => {
      await thunderbird.kill()
      await rm(folder, { recursive: true, maxRetries: 5 })
    },
  }
}

function readHere(bytes: Buffer): Reading {
  const { values, problems } = parsePrefs(bytes)
  return inOrder({
    isWhole: !problems.some(({ kind }) => kind === 'syntax-error'),
    values: [...values]
      .filter(([name]) => name.startsWith('zz'))
      .map(([name, value]) => [asBytes(name), typeof value === 'string' ? asBytes(value) : value]),
  })
}

/** The bytes that the text was read from, one character each. */
function asBytes(text: string): string {
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    return character.length === 1 && code >= 0xdc80 && code <= 0xdcff
      ? String.fromCharCode(code - 0xdc00)
      : Buffer.from(character, 'utf8').toString('latin1')
  }).join('')
}

function inOrder({ isWhole, values }: Reading): Reading {
  return { isWhole, values: values.toSorted(([a], [b]) => (a < b ? -1 : 1)) }
}
