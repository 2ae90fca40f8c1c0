import type { HistoryEntry } from '../contract/history.ts'

/** Names of fields, the same in every language, as in JSON: this is for programs. */
const columns = [
  'time_utc',
  'time_local',
  'network',
  'network_id',
  'port25',
  'mechanism',
  'confidence',
  'port25_ipv4',
  'port25_ipv6',
  'server',
  'submission',
  'port',
] as const

type Row = Record<(typeof columns)[number], string | number | null | undefined>

/** Excel takes a file for UTF-8 only with this in front. */
const byteOrderMark = '\ufeff'

/**
 * Every check as CSV (RFC 4180), one line for each server, oldest first. `nameOf` gives the name of a network as the
 * person knows it.
 */
export function historyCsv(
  entries: readonly HistoryEntry[],
  nameOf: (networkId: string | null) => string,
  timeZone: string,
): string {
  const local = createLocalTime(timeZone)
  const sorted = [...entries].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const rows = sorted.flatMap((entry) => rowsOf(entry, nameOf(entry.networkId), local(Date.parse(entry.at))))
  const lines = rows.map((row) => columns.map((column) => field(row[column])).join(','))
  return `${byteOrderMark}${[columns.join(','), ...lines].map((line) => `${line}\r\n`).join('')}`
}

function rowsOf({ at, networkId, outbound25, servers }: HistoryEntry, network: string, local: string): Row[] {
  const row: Row = {
    time_utc: at,
    time_local: local,
    network,
    network_id: networkId,
    port25: outbound25.verdict,
    mechanism: outbound25.mechanism,
    confidence: outbound25.confidence,
    port25_ipv4: outbound25.families.ipv4?.verdict,
    port25_ipv6: outbound25.families.ipv6?.verdict,
    server: null,
    submission: null,
    port: null,
  }
  if (servers.length === 0) return [row]
  return servers.map(({ host, verdict, port }) => ({ ...row, server: host, submission: verdict, port }))
}

/**
 * Spreadsheets run what begins like a formula, and a network chooses its DNS suffix: a ' in front makes it a text. They
 * also look behind spaces, and take full-width signs for the usual ones.
 */
function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  const harmless = /^\s*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** As spreadsheets read it in every language: 2026-11-24 14:02:11. */
function createLocalTime(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return (at) => format.format(at)
}
