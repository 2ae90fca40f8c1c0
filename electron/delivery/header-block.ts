/** A message's header fields in order, names in lower case, values unfolded (RFC 5322, 2.2). */
export type HeaderField = { name: string; value: string }

/** Real values stay far below; nobody shall keep us busy with a megabyte of brackets. */
const longestValue = 4_096

export function parseHeaderBlock(block: Buffer): HeaderField[] {
  const unfolded = block.toString('utf8').replace(/\r?\n(?=[ \t])/g, '')
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const match = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line)
    if (match?.[1] === undefined || match[2] === undefined) return []
    return [{ name: match[1].toLowerCase(), value: match[2].slice(0, longestValue).trim() }]
  })
}

/** The values of every field of that name. */
export function fieldValues(fields: readonly HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name === name.toLowerCase()).map(({ value }) => value)
}

/** Takes comments (RFC 5322, 3.2.2) out of a value, nested ones too, and keeps quoted strings whole. */
export function withoutComments(value: string): string {
  let depth = 0
  let quoted = false
  let kept = ''
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at)
    const escaped = char === '\\' && (quoted || depth > 0)
    if (char === '"' && depth === 0) quoted = !quoted
    else if (char === '(' && !quoted) depth++
    if (depth === 0) kept += escaped ? value.slice(at, at + 2) : char
    if (char === ')' && !quoted && depth > 0) depth--
    if (escaped) at++
  }
  return kept
}
