import process from 'node:process'
import { historyCsv } from '../../electron/state/history-csv.ts'
import { historyView } from '../../electron/state/timeline.ts'
import { checkAt, facts, hour, now } from '../unit/state/some-history.ts'

const checks = 20_000
const goalMs = 50
const networks = ['home', 'office', 'cafe', 'phone', 'hotel']

/** How much of the processor's time it takes that 90 days of checks become stays and days, and a file. */
export function benchHistoryView(): boolean {
  const entries = Array.from({ length: checks }, (_, at) =>
    checkAt(now - (at * 90 * 24 * hour) / checks, networks[Math.floor(at / 40) % networks.length] ?? null),
  )
  const view = () => historyView(facts(entries, { days: 90, timeZone: 'Europe/Berlin' }))
  const first = msOf(view)
  const usual = median(Array.from({ length: 9 }, () => msOf(view)))
  const csv = msOf(() => historyCsv(entries, (id) => id ?? '', 'Europe/Berlin'))
  const ms = (value: number) => value.toFixed(0)
  process.stdout.write(
    `\nHistory of 90 days, ${checks} checks: ${ms(usual)} ms of CPU (goal ${goalMs} ms), ${ms(first)} ms the first time; ` +
      `as CSV ${ms(csv)} ms\n`,
  )
  return usual < goalMs
}

function msOf(work: () => unknown): number {
  const begun = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1_000
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity
}
