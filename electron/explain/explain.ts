import type { Explanation } from '../contract/explain.ts'
import { anyProgram } from './any-program.ts'
import { appleMail } from './apple-mail.ts'
import type { Entry, TextEntry } from './entry.ts'
import { exchange } from './exchange.ts'
import { eximServer } from './exim.ts'
import { gmail } from './gmail.ts'
import { normalize } from './normalize.ts'
import { outlook } from './outlook.ts'
import { postfix } from './postfix.ts'
import { enhancedCodes, replyCodes, whenTemporary } from './standard-codes.ts'
import { thunderbird } from './thunderbird.ts'

/** Every program whose words are known. */
export const vocabularies = [
  outlook,
  thunderbird,
  appleMail,
  postfix,
  eximServer,
  gmail,
  exchange,
  anyProgram,
] as const

/**
 * How much a finding tells, the most first: `common` words are anybody's, `general` ones wrap what the server said, or
 * say nothing but "failed".
 */
const ranks = ['words', 'code', 'enhanced', 'reply', 'common', 'general'] as const
type Rank = (typeof ranks)[number]

/** `length`: of the words that were recognised; where two fit, the longer ones say more. */
type Finding = Explanation & { rank: Rank; length: number }

/**
 * What the error codes and messages in a text mean, the most telling first; each meaning once. What is in no list is
 * explained by the standards, as far as they go. Takes time in proportion to the text.
 */
export function explain(text: string): Explanation[] {
  const normal = normalize(text)
  const words = byWords(normal)
  const codes = byCode(normal).filter(({ program }) => {
    // A program's words say more than its code beside them.
    return !words.some((one) => one.program === program && one.rank === 'words')
  })
  const own = [...words, ...codes]
  const telling = own.filter(({ rank }) => rank === 'words' || rank === 'code')
  const found = telling.length > 0 ? telling : [...byStandards(normal), ...own]
  const [first] = found.sort((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank) || b.length - a.length)
  // Words around the server's own, and a bare number beside a code, would only repeat or blur what is known.
  const worthTelling = found.filter(({ rank }) => rank === first?.rank || rank === 'words' || rank === 'code')
  return worthTelling
    .filter(({ meaning }, index) => worthTelling.findIndex((other) => other.meaning === meaning) === index)
    .map(({ program, shown, meaning, source }) => ({ program, shown, meaning, source }))
}

/** An entry with what is looked for. */
type Listed = { entry: Entry; program: Explanation['program'] }
type Phrase = Listed & { shown: string; pattern: RegExp; length: number }

const listed: Listed[] = vocabularies.flatMap(({ program, entries }) =>
  entries.map((entry) => ({ entry, program })),
)
const knownCodes = new Map(
  listed.flatMap((one) => ('code' in one.entry ? [[normalize(one.entry.code), one]] : [])),
)
/** The dots in names of servers end no sentence. */
const inSentence = '(?:[^.。]|\\.(?=\\S)){0,120}?'
const anywhere = '[^]{0,300}?'
const phrases: Phrase[] = listed.flatMap(({ entry, program }) =>
  'text' in entry ? wordings(entry).map((words) => ({ entry, program, shown: entry.text, ...words })) : [],
)

function wordings({ text, also = [], common }: TextEntry): { pattern: RegExp; length: number }[] {
  const gap = common === true ? inSentence : anywhere
  return [text, ...also].map((wording) => {
    const parts = wording
      .replace(/^[245]\d\d /, '')
      .replace(/^[245](\.\d+){2} /, '')
      .split('…')
      .map((part) => normalize(part).trim())
      .filter((part) => part !== '')
    return { pattern: new RegExp(parts.map(escaped).join(gap)), length: parts.join('').length }
  })
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** Of wordings that lie within each other, the longest. */
function byWords(normal: string): Finding[] {
  const matches = phrases.flatMap((phrase) => {
    const match = phrase.pattern.exec(normal)
    if (match === null || ('unless' in phrase.entry && phrase.entry.unless.test(normal))) return []
    return [{ ...phrase, from: match.index, to: match.index + match[0].length }]
  })
  return matches
    .filter(
      ({ from, to, length }) =>
        !matches.some((other) => other.from <= from && to <= other.to && length < other.length),
    )
    .map(({ entry, program, shown, length }) => finding(entry, program, shown, 'words', length))
}

/** Hexadecimal codes of Windows, with 0x or without; and enhanced status codes, but no part of an address or a version. */
const codeShapes = /(?<![\da-z])(?:0x)?(800[\da-f]{5})(?![\da-z])/g
const enhancedShape = /(?<![\d.])([45])\.(\d{1,3}\.\d{1,3})(?![\d]|\.\d)/g

function byCode(normal: string): Finding[] {
  const seen = new Set([
    ...[...normal.matchAll(codeShapes)].map(([, digits = '']) => `0x${digits}`),
    ...[...normal.matchAll(enhancedShape)].map(([code]) => code),
  ])
  return [...seen].flatMap((code) => {
    const known = knownCodes.get(code)
    if (known === undefined || !('code' in known.entry)) return []
    return [finding(known.entry, known.program, known.entry.code, 'code', code.length)]
  })
}

function finding(
  { meaning, source, general, common }: Entry,
  program: Explanation['program'],
  shown: string,
  rank: Rank,
  length: number,
): Finding {
  const limited = general === true ? 'general' : common === true ? 'common' : rank
  return { program, shown, meaning, source, rank: limited, length }
}

/** A number is a reply where a reply begins: at the start, after quotes, colons and the like; no port is meant. */
const replyShape = /(?<=^|["'([:;>|] ?|responded[^a-z0-9]{0,9})([45]\d\d)(?= \S|[-"')\].,;]|$)/g

function byStandards(normal: string): Finding[] {
  const enhanced = [...new Set([...normal.matchAll(enhancedShape)].map(([code]) => code))].flatMap((code) => {
    const detail = code.slice(2)
    const known = enhancedCodes[detail]
    if (known === undefined) return []
    const [meaning, source] = known
    const fitting = code.startsWith('4') ? (whenTemporary[meaning] ?? meaning) : meaning
    // "Other": the reply's own number says more.
    return [standard(code, [fitting, source], detail.endsWith('.0') ? 'general' : 'enhanced')]
  })
  const replies = [...new Set([...normal.matchAll(replyShape)].map(([code]) => code))].flatMap((code) => {
    const known = replyCodes[code]
    return known === undefined ? [] : [standard(code, known, 'reply')]
  })
  return [...enhanced, ...replies]
}

function standard(shown: string, [meaning, source]: (typeof replyCodes)[string], rank: Rank): Finding {
  return { program: 'smtp', shown, meaning, source, rank, length: shown.length }
}
