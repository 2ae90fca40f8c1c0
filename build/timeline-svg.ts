import { readFileSync, writeFileSync } from 'node:fs'
import { CheckReport, type Observation } from '../electron/contract/check.ts'

/** `postern check --json > report.json && node build/timeline-svg.ts report.json docs/timeline.svg`: one check as a picture. */

const labelWidth = 300
const chartWidth = 620
const rowHeight = 20
const top = 64
const colours: Record<string, string> = {
  greeted: '#0d6e4f',
  connected: '#0d6e4f',
  refused: '#a3231f',
  unreachable: '#a3231f',
  reset: '#a3231f',
  closed: '#a3231f',
  'timed-out': '#a3231f',
  silent: '#8a5a00',
  'local-error': '#8a5a00',
}

export function timelineSvg(report: CheckReport): string {
  const seen = allObservations(report)
  const endMs = Math.max(1_000, ...seen.map(({ startedMs, ms }) => startedMs + ms))
  const x = (ms: number) => labelWidth + (ms / endMs) * chartWidth
  const rows = [...new Set(seen.map(rowName))]
  const height = top + rows.length * rowHeight + 40
  const bars = seen.map((one) => {
    const y = top + rows.indexOf(rowName(one)) * rowHeight
    const width = Math.max(3, x(one.startedMs + one.ms) - x(one.startedMs))
    const silent = one.outcome === 'timed-out' || one.outcome === 'silent'
    const style = silent
      ? `fill="none" stroke="${colours[one.outcome] ?? '#555'}" stroke-dasharray="3 3"`
      : `fill="${colours[one.outcome] ?? '#555'}"`
    const title = escape(`${one.outcome} ${one.code ?? ''} after ${one.ms} ms`)
    return `<rect x="${x(one.startedMs).toFixed(1)}" y="${y + 5}" width="${width.toFixed(1)}" height="10" rx="2" ${style}><title>${title}</title></rect>`
  })
  const labels = rows.map(
    (name, index) =>
      `<text x="${labelWidth - 10}" y="${top + index * rowHeight + 14}" text-anchor="end">${escape(name)}</text>`,
  )
  const ticks = Array.from({ length: Math.floor(endMs / 1_000) + 1 }, (_, second) => {
    const at = x(second * 1_000).toFixed(1)
    return `<line x1="${at}" x2="${at}" y1="${top}" y2="${height - 36}" stroke="#ddd"/><text x="${at}" y="${height - 20}" text-anchor="middle">${second} s</text>`
  })
  const marks = (['suspectedMs', 'confirmedMs'] as const).flatMap((name) => {
    const ms = report.timing[name]
    if (ms === null) return []
    const at = x(ms).toFixed(1)
    const word = name === 'suspectedMs' ? 'suspected' : 'confirmed'
    return [
      `<line x1="${at}" x2="${at}" y1="${top - 8}" y2="${height - 36}" stroke="#5b3fb8" stroke-width="1.5"/><text x="${at}" y="${top - 12}" text-anchor="${name === 'confirmedMs' ? 'end' : 'middle'}" fill="#5b3fb8">${word} ${(ms / 1_000).toFixed(2)} s</text>`,
    ]
  })
  const { verdict, mechanism } = report.outbound25
  const title = `One check: outbound port 25 is ${verdict}${mechanism === null ? '' : ` (${mechanism})`}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${labelWidth + chartWidth + 20} ${height}" role="img" aria-label="${escape(title)}" font-family="system-ui, sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
<text x="16" y="26" font-size="15" font-weight="600">${escape(title)}</text>
${[...ticks, ...labels, ...bars, ...marks].join('\n')}
</svg>
`
}

function allObservations({ outbound25, server }: CheckReport): Observation[] {
  const all = new Map<string, Observation>()
  for (const one of [...outbound25.evidence, ...(server?.submission.evidence ?? [])]) {
    all.set(`${one.address} ${one.port} ${one.startedMs}`, one)
  }
  const order = ['reference', 'negative-control', 'control', 'server']
  return [...all.values()].sort(
    (a, b) =>
      order.indexOf(a.role) - order.indexOf(b.role) || a.family - b.family || a.startedMs - b.startedMs,
  )
}

function rowName({ role, target, family, port }: Observation): string {
  return `${role === 'server' ? 'your server' : role}: ${target} :${port} IPv${family}`
}

function escape(text: string): string {
  return text.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`)
}

if (import.meta.main) {
  const [from, to] = process.argv.slice(2)
  if (from === undefined || to === undefined)
    throw new Error('usage: timeline-svg.ts REPORT.json PICTURE.svg')
  writeFileSync(to, timelineSvg(CheckReport.parse(JSON.parse(readFileSync(from, 'utf8')))))
}
