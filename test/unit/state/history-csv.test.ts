import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { historyCsv } from '../../../electron/state/history-csv.ts'
import { anyEntry, checkAt } from './some-history.ts'

/** A strict reader of RFC 4180: throws on what is none. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let rest = text
  while (rest !== '') {
    const [whole, quoted, plain, end] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? []
    if (whole === undefined) throw new Error(`not CSV: ${JSON.stringify(rest.slice(0, 40))}`)
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') {
      rows.push(row)
      row = []
    }
    rest = rest.slice(whole.length)
  }
  return rows
}

const entry = checkAt('2026-11-24T05:02:11.000Z')
const csv = (name: string, entries = [entry], timeZone = 'Asia/Tokyo') =>
  historyCsv(entries, () => name, timeZone)

test('one line for each server of each check, oldest first', () => {
  const servers = [
    { host: 'mail.tanaka.example', verdict: 'ready' as const, port: 587 as const },
    { host: 'smtp.sakura.example', verdict: 'blocked' as const, port: null },
  ]
  const older = checkAt('2026-11-24T04:47:11.000Z', 'home', { servers })
  const alone = checkAt('2026-11-24T05:17:11.000Z', null, { verdict: 'open', servers: [] })
  expect(csv('Home', [alone, older]).split('\r\n')).toEqual([
    '\ufefftime_utc,time_local,network,network_id,port25,mechanism,confidence,port25_ipv4,port25_ipv6,server,submission,port',
    '2026-11-24T04:47:11.000Z,2026-11-24 13:47:11,Home,home,blocked,drop,confirmed,blocked,,mail.tanaka.example,ready,587',
    '2026-11-24T04:47:11.000Z,2026-11-24 13:47:11,Home,home,blocked,drop,confirmed,blocked,,smtp.sakura.example,blocked,',
    '2026-11-24T05:17:11.000Z,2026-11-24 14:17:11,Home,,open,,confirmed,open,,,,',
    '',
  ])
})

test('local time says which of two hours it was by the one beside it', () => {
  const twice = [checkAt('2026-10-25T00:30:00.000Z'), checkAt('2026-10-25T01:30:00.000Z')]
  const rows = parseCsv(csv('Home', twice, 'Europe/Berlin')).slice(1)
  expect(rows.map(([utc, local]) => [utc, local])).toEqual([
    ['2026-10-25T00:30:00.000Z', '2026-10-25 02:30:00'],
    ['2026-10-25T01:30:00.000Z', '2026-10-25 02:30:00'],
  ])
})

describe('a name', () => {
  test.each([
    ['Café "Zwei", Köln', '"Café ""Zwei"", Köln"'],
    ['自宅', '自宅'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("http://evil.example","Home")', '"\'=HYPERLINK(""http://evil.example"",""Home"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['3+4', '3+4'],
  ])('%j stands there as %j', (name, field) => {
    const line = csv(name).slice(csv(name).indexOf('\r\n') + 2)
    expect(line).toBe(
      `2026-11-24T05:02:11.000Z,2026-11-24 14:02:11,${field},home,blocked,drop,confirmed,blocked,,mail.tanaka.example,ready,587\r\n`,
    )
  })

  const awkward = fc.string({ unit: fc.constantFrom(...Array.from('=+-@＝＠,;"\'\r\n\t\0 a1自\u2028')) })

  test('whatever it is, the file is CSV with that name in it, and no formula', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 8 }), awkward, (entries, name) => {
        const text = csv(name, entries)
        expect(text.startsWith('\ufeff')).toBe(true)
        const [head, ...rows] = parseCsv(text.slice(1))
        expect(rows).toHaveLength(entries.reduce((sum, { servers }) => sum + Math.max(1, servers.length), 0))
        const wrong = rows.filter(
          (row) =>
            row.length !== head?.length ||
            ![name, `'${name}`].includes(row[2] ?? '') ||
            row.some((value) => /^\s*[=+\-@\t\r]/.test(value)),
        )
        expect(wrong).toEqual([])
      }),
    )
  })
})
