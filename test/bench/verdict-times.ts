import { CheckReport } from '../../electron/contract/check.ts'
import { references } from '../lab/addresses.ts'
import type { Lab } from '../lab/lab.ts'
import type { Mode } from '../lab/router-rules.ts'
import type { Argv } from '../lab/run.ts'

/** How soon a verdict is there, against nmap and swaks in the same network, in the same run. */

const repetitions = 3
const roundTripMs = 4

type Limits = { mode: Mode; suspectedMs?: number; confirmedMs: number }
const limits: Limits[] = [
  { mode: 'none', confirmedMs: 500 + 2 * roundTripMs },
  { mode: 'reset', confirmedMs: 500 + 2 * roundTripMs },
  { mode: 'reject-admin', confirmedMs: 500 + 2 * roundTripMs },
  { mode: 'drop', suspectedMs: 1_000, confirmedMs: 4_500 },
  { mode: 'all-dropped', confirmedMs: 3_000 },
]

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Prints the table; true when every figure keeps its limit. */
export async function benchVerdictTimes(lab: Lab): Promise<boolean> {
  const [mx] = references
  if (mx === undefined) throw new Error('the laboratory has no reference')
  const nmap: Argv = ['nmap', '-Pn', '-n', '-p25,465,587', mx.ipv4]
  const swaks: Argv = ['swaks', '--quit-after', 'CONNECT', '--server', mx.ipv4, '--port', '25']
  process.stdout.write(
    '\nTime to the verdict, in seconds (from the first SYN; nmap, swaks: the whole command; median of 3)\n',
  )
  process.stdout.write(
    '  network        suspected  confirmed  whole command     nmap    swaks   nmap/us  swaks/us\n',
  )
  let fine = true
  for (const { mode, suspectedMs, confirmedMs } of limits) {
    await lab.reset()
    await lab.router.mode(mode)
    const suspected: number[] = []
    const confirmed: number[] = []
    const whole: number[] = []
    for (let i = 0; i < repetitions; i += 1) {
      let stdout = ''
      whole.push(
        await timed(async () => {
          ;({ stdout } = await lab.postern(['check', '--json', ...lab.referenceArgs]))
        }),
      )
      const { timing, durationMs } = CheckReport.parse(JSON.parse(stdout))
      if (timing.suspectedMs !== null) suspected.push(timing.suspectedMs)
      // Offline by DNS alone sends no SYN: there the whole check counts.
      confirmed.push(mode === 'all-dropped' ? durationMs : (timing.confirmedMs ?? Number.POSITIVE_INFINITY))
    }
    const theirs = { nmap: await timed(() => lab.client(nmap)), swaks: await timed(() => lab.client(swaks)) }
    const ours = median(confirmed)
    const late = ours > confirmedMs || (suspectedMs !== undefined && median(suspected) > suspectedMs)
    if (late) fine = false
    const seconds = (ms: number) => (Number.isNaN(ms) ? '-' : (ms / 1_000).toFixed(2)).padStart(8)
    process.stdout.write(
      `  ${mode.padEnd(14)} ${seconds(median(suspected))}   ${seconds(ours)}   ${seconds(median(whole))}     ${seconds(theirs.nmap)} ${seconds(theirs.swaks)}  ${(theirs.nmap / median(whole)).toFixed(1).padStart(8)} ${(theirs.swaks / median(whole)).toFixed(1).padStart(9)}${late ? '  TOO LATE' : ''}\n`,
    )
  }
  await lab.reset()
  return fine
}
