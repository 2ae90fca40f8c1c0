import type { SettingChange, SettingValue } from '../setting-change.ts'
import { stringLiteral } from './prefs-string.ts'
import { type PrefStatement, scanPrefs } from './prefs-tokens.ts'

/** Numbers are whole and of 32 bits. A byte in a string that is no UTF-8 is U+DC80 to U+DCFF here. */
export type PrefValue = SettingValue
export type PrefChange = SettingChange

/** Where Thunderbird does not take something, by the line; the lines are told for the first fifty only. */
export type PrefProblem =
  /** The statement is lost, and what stands before the next semicolon with it. */
  | { kind: 'syntax-error'; line: number }
  /** Another statement has given this preference another type, which stays. */
  | { kind: 'wrong-type'; line: number; name: string }
  /** Thunderbird reads nothing behind a NUL. */
  | { kind: 'cut-by-nul'; line: number }
  /** Nothing was read. */
  | { kind: 'too-big'; bytes: number }

export type Prefs = { values: ReadonlyMap<string, PrefValue>; problems: readonly PrefProblem[] }

/** A prefs file of this size is no person's. */
export const mostPrefsBytes = 16 * 1024 * 1024
const mostProblems = 50

/**
 * What Thunderbird reads in a prefs.js or user.js, preference by preference; its own defaults are not among them. It
 * takes half the time where most of them are not wanted: these may be left out.
 */
export function parsePrefs(bytes: Uint8Array, isWanted: ((name: string) => boolean) | null = null): Prefs {
  if (bytes.length > mostPrefsBytes) {
    return { values: new Map(), problems: [{ kind: 'too-big', bytes: bytes.length }] }
  }
  const content = asText(bytes)
  const user = new Map<string, PrefValue>()
  const defaults = new Map<string, PrefValue>()
  const problems: (PrefProblem & { at: number })[] = []
  const report = (problem: PrefProblem, at: number) => {
    if (problems.length < mostProblems) problems.push({ ...problem, at })
  }
  const { end } = scanPrefs(
    content,
    ({ kind, name, value, start }) => {
      const fixed = defaults.get(name) ?? (kind === 'default' ? user.get(name) : undefined)
      if (fixed !== undefined && typeof fixed !== typeof value) {
        report({ kind: 'wrong-type', line: 0, name }, start)
      } else if (kind === 'user') user.set(name, value)
      else defaults.set(name, value)
    },
    (position) => report({ kind: 'syntax-error', line: 0 }, position),
    isWanted,
  )
  // Whether types differ is to be told of all. It is rare: Thunderbird itself writes no pref().
  if (defaults.size > 0 && isWanted !== null) return parsePrefs(bytes)
  if (end < content.length) report({ kind: 'cut-by-nul', line: 0 }, end)
  for (const [name, value] of defaults) if (!user.has(name)) user.set(name, value)
  return { values: user, problems: withLines(content, problems) }
}

/**
 * The file with the changed values in their places: only they are replaced; a new preference is a new line at the end,
 * and null takes all statements of the name out. Every other byte is kept.
 */
export function editPrefs(bytes: Uint8Array, changes: readonly PrefChange[]): Uint8Array {
  const content = asText(bytes)
  const { values } = parsePrefs(bytes)
  const wanted = new Map(
    changes
      .filter(({ name, after }) => (values.get(name) ?? null) !== after)
      .map(({ name, after }) => [name, after]),
  )
  if (wanted.size === 0) return bytes
  const statements = new Map<string, PrefStatement[]>()
  let lastEnd = content.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0
  const { end, isClean } = scanPrefs(
    content,
    (statement) => {
      lastEnd = statement.end
      if (!wanted.has(statement.name)) return
      const known = statements.get(statement.name)
      if (known === undefined) statements.set(statement.name, [statement])
      else known.push(statement)
    },
    () => undefined,
  )
  const lineEnd = /\r\n|\n|\r/.exec(content)?.[0] ?? '\n'
  const splices: Splice[] = []
  const added: string[] = []
  for (const [name, after] of wanted) {
    const own = statements.get(name) ?? []
    if (after === null) {
      splices.push(...own.map((statement) => removal(content, statement)))
      continue
    }
    // pref() of another type would make Thunderbird refuse the new value.
    const inTheWay = own.filter(({ kind, value }) => kind === 'default' && typeof value !== typeof after)
    splices.push(...inTheWay.map((statement) => removal(content, statement)))
    const last = own.findLast(({ kind }) => kind === 'user')
    if (last === undefined) added.push(`user_pref(${literal(name)}, ${literal(after)});${lineEnd}`)
    else splices.push({ start: last.valueStart, end: last.valueEnd, text: literal(after) })
  }
  if (added.length > 0) {
    // Behind a comment or statement that never ends, or a NUL, nothing is read: then the new lines come before it.
    const place = isClean ? end : lastEnd
    const isLineStart = place === 0 || /[\r\n]/.test(content.charAt(place - 1))
    splices.push({ start: place, end: place, text: `${isLineStart ? '' : lineEnd}${added.join('')}` })
  }
  return spliced(bytes, splices)
}

/** One character for each byte, so that positions in it are positions in the file. */
function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function literal(value: PrefValue): string {
  if (typeof value === 'string') return stringLiteral(value)
  if (typeof value === 'number' && (value | 0) !== value) throw new RangeError('Not a number of 32 bits')
  return String(value)
}

type Splice = { start: number; end: number; text: string }

/** The statement, and its line with it where there is nothing else on it. */
function removal(content: string, { start, end }: PrefStatement): Splice {
  const lineStart = Math.max(content.lastIndexOf('\n', start - 1), content.lastIndexOf('\r', start - 1)) + 1
  const [rest = ''] = /^[ \t]*(?:\r\n|\n|\r|$)/.exec(content.slice(end, end + 200)) ?? []
  const isAlone = rest !== '' && /^[ \t]*$/.test(content.slice(lineStart, start))
  return { start: isAlone ? lineStart : start, end: isAlone ? end + rest.length : end, text: '' }
}

function spliced(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const pieces: Uint8Array[] = []
  let from = 0
  for (const { start, end, text } of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(bytes.subarray(from, start), Buffer.from(text, 'utf8'))
    from = end
  }
  return Buffer.concat([...pieces, bytes.subarray(from)])
}

function withLines(content: string, problems: readonly (PrefProblem & { at: number })[]): PrefProblem[] {
  const lineEnds = /\r\n|\n|\r/g
  let line = 1
  let lineEnd = problems.length === 0 ? null : lineEnds.exec(content)
  return problems.map(({ at, ...problem }) => {
    while (lineEnd !== null && lineEnd.index < at) {
      line += 1
      lineEnd = lineEnds.exec(content)
    }
    return 'line' in problem ? { ...problem, line } : problem
  })
}
