import { z } from 'zod'
import { HistoryEntry } from '../contract/history.ts'

/** All that a line must have to be kept: a newer Postern may write lines that this one cannot read. */
const Dated = z.object({ at: z.iso.datetime() })

/** The entries in the text of a history file. Torn and unknown lines are left out. */
export function parseHistory(text: string): HistoryEntry[] {
  return text.split('\n').flatMap((line) => HistoryEntry.safeParse(parseJson(line)).data ?? [])
}

/** When the entry of this line was made, in milliseconds since 1970; null for a torn line. */
function timeOf(line: string): number | null {
  const dated = Dated.safeParse(parseJson(line))
  return dated.success ? Date.parse(dated.data.at) : null
}

/** The newest whole lines, none from before `since`, of `mostBytes` in all. */
export function compacted(text: string, since: number, mostBytes: number): string {
  const whole = text.split('\n').filter((line) => (timeOf(line) ?? -Infinity) >= since)
  let bytes = 0
  const newestFirst = whole.reverse().filter((line) => (bytes += Buffer.byteLength(line) + 1) <= mostBytes)
  return newestFirst
    .reverse()
    .map((line) => `${line}\n`)
    .join('')
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
