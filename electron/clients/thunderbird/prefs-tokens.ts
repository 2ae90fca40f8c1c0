import { readString } from './prefs-string.ts'

/** `user` for user_pref(), `default` for pref() and sticky_pref(), which Thunderbird takes but does not write again. */
export type PrefKind = 'user' | 'default'

/** One statement that Thunderbird takes. Positions are bytes; `end` is behind the semicolon. */
export type PrefStatement = {
  kind: PrefKind
  name: string
  value: boolean | number | string
  start: number
  end: number
  valueStart: number
  valueEnd: number
}

export type ScanResult = {
  /** Where Thunderbird stops reading: the end, or the first NUL outside of what swallows it. */
  end: number
  /** Whether a statement that is put there is read as one. */
  isClean: boolean
}

// Tokens that are one character have its code, and 0 is the end of the file.
const text = -1
const integer = -2
const userPref = -3
const defaultPref = -4
const yes = -5
const no = -6
/** Also for words that mean something in other files only. */
const unknown = -7

const openBracket = 40
const closeBracket = 41
const plus = 43
const comma = 44
const minus = 45
const semicolon = 59
const carriageReturn = 13
const lineFeed = 10

const space = 1
const single = 2
const word = 3
const digit = 4
const quote = 5
const kinds = new Uint8Array(256)
for (const code of [9, 11, 12, 32, lineFeed, carriageReturn]) kinds[code] = space
for (const code of [0, openBracket, closeBracket, plus, comma, minus, semicolon]) kinds[code] = single
for (let code = 0; code < 26; code += 1) kinds[65 + code] = kinds[97 + code] = word
kinds[95] = word
for (let code = 48; code < 58; code += 1) kinds[code] = digit
kinds[34] = kinds[39] = quote

const words = new Map([
  ['user_pref', userPref],
  ['pref', defaultPref],
  ['sticky_pref', defaultPref],
  ['true', yes],
  ['false', no],
])

/** Thunderbird counts up to 2^32 here, so that -2147483648 can be read; what is more is no number. */
const mostDigits = 0xffff_ffff
const mostPositive = 0x7fff_ffff

/** A line as Thunderbird writes nearly all of them: taken in one step, which is several times as fast. */
const usualLine = /user_pref\("([ !#-[\]-~]*)", ("([ !#-[\]-~]*)"|true|false|-?\d{1,9})\);(?:\r?\n)?/y
/** The same without its parts, for lines of preferences that nobody wants. */
const passedLine = /user_pref\("[ !#-[\]-~]*", (?:"[ !#-[\]-~]*"|true|false|-?\d{1,9})\);(?:\r?\n)?/y
const beforeName = 'user_pref("'.length
const behindName = '", '.length

/**
 * Reads a prefs file as Thunderbird does (modules/libpref/parser): `content` has one character for each byte. After a
 * syntax error it goes on behind the next semicolon, as Thunderbird does. Usual lines of preferences that are not wanted
 * are passed over.
 */
export function scanPrefs(
  content: string,
  onPref: (statement: PrefStatement) => void,
  onError: (position: number) => void,
  isWanted: ((name: string) => boolean) | null = null,
): ScanResult {
  const { length } = content
  // A BOM is passed over, once.
  let at = content.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0
  let tokenStart = at
  let tokenText = ''
  let tokenNumber = 0
  /** A sign and its number are two tokens: this is the first. */
  let valueStart = 0
  /** The token that did not fit; only looked at after a failure. */
  let failedToken = 0

  const codeAt = (index: number) => (index < length ? content.charCodeAt(index) : 0)

  function skipLine(): void {
    for (let code = codeAt(at); code !== 0; code = codeAt(at)) {
      at += 1
      if (code === lineFeed || code === carriageReturn) return
    }
  }

  /** False when the comment does not end; then nothing follows. */
  function skipComment(): boolean {
    for (let code = codeAt(at); code !== 0; code = codeAt(at)) {
      at += 1
      if (code === 42 && codeAt(at) === 47) {
        at += 1
        return true
      }
    }
    return false
  }

  function readInteger(): number {
    tokenNumber = 0
    while (kinds[codeAt(at)] === digit) {
      tokenNumber = tokenNumber * 10 + content.charCodeAt(at) - 48
      at += 1
    }
    return tokenNumber > mostDigits || kinds[codeAt(at)] === word ? unknown : integer
  }

  function readWord(): number {
    while (kinds[codeAt(at)] === word) at += 1
    return words.get(content.slice(tokenStart, at)) ?? unknown
  }

  function next(): number {
    for (;;) {
      tokenStart = at
      const code = codeAt(at)
      const kind = kinds[code]
      if (kind === single) {
        // The end stays where it is, so that it can be read again.
        if (code !== 0) at += 1
        return code
      }
      if (kind === word) return readWord()
      if (kind === digit) return readInteger()
      at += 1
      if (kind === quote) {
        const read = readString(content, at, code)
        at = read.end
        if (read.value === null) return unknown
        tokenText = read.value
        return text
      }
      if (kind === space) continue
      if (code === 35) skipLine()
      else if (code === 47) {
        const follower = codeAt(at)
        if (at < length) at += 1
        if (follower === 47) skipLine()
        else if (follower !== 42 || !skipComment()) return unknown
      } else return unknown
    }
  }

  /** The number behind a sign or without one; null where Thunderbird takes none. */
  function signedInteger(token: number): number | null {
    const follower = token === integer ? token : next()
    if (follower !== integer) {
      failedToken = follower
      return null
    }
    const most = token === minus ? mostPositive + 1 : mostPositive
    if (tokenNumber > most) {
      failedToken = unknown
      return null
    }
    return token === minus && tokenNumber !== 0 ? -tokenNumber : tokenNumber
  }

  function readValue(): boolean | number | string | null {
    const token = next()
    valueStart = tokenStart
    if (token === text) return tokenText
    if (token === yes) return true
    if (token === no) return false
    if (token === integer || token === plus || token === minus) return signedInteger(token)
    failedToken = token
    return null
  }

  function expect(wanted: number): boolean {
    failedToken = next()
    return failedToken === wanted
  }

  /** False when what follows the word is no statement. */
  function readStatement(kind: PrefKind): boolean {
    const start = tokenStart
    if (!expect(openBracket) || !expect(text)) return false
    const name = tokenText
    if (!expect(comma)) return false
    const value = readValue()
    const valueEnd = at
    if (value === null || !expect(closeBracket) || !expect(semicolon)) return false
    onPref({ kind, name, value, start, end: at, valueStart, valueEnd })
    return true
  }

  /** False, and nothing is read, where no usual line begins. */
  function readUsualLine(): boolean {
    usualLine.lastIndex = at
    const match = usualLine.exec(content)
    if (match === null) return false
    const [, name = '', literal = '', inside] = match
    const start = at
    const literalStart = start + beforeName + name.length + behindName
    const valueEnd = literalStart + literal.length
    at = usualLine.lastIndex
    onPref({
      kind: 'user',
      name,
      value: inside ?? plainValue(literal),
      start,
      end: valueEnd + 2,
      valueStart: literalStart,
      valueEnd,
    })
    return true
  }

  function passUsualLine(): boolean {
    passedLine.lastIndex = at
    if (isWanted === null || !passedLine.test(content)) return false
    const nameStart = at + beforeName
    if (isWanted(content.slice(nameStart, content.indexOf('"', nameStart)))) return false
    at = passedLine.lastIndex
    return true
  }

  for (;;) {
    if (passUsualLine() || readUsualLine()) continue
    let token = next()
    if (token === 0) return { end: at, isClean: true }
    const kind = token === userPref ? 'user' : token === defaultPref ? 'default' : null
    const errorAt = tokenStart
    if (kind !== null && readStatement(kind)) continue
    onError(errorAt)
    if (kind !== null) token = failedToken
    while (token !== semicolon && token !== 0) token = next()
    if (token === 0) return { end: at, isClean: false }
  }
}

function plainValue(literal: string): boolean | number {
  if (literal === 'true') return true
  // There is no negative zero.
  return literal !== 'false' && (Number(literal) || 0)
}
