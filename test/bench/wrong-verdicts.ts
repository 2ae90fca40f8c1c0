import type { Target } from '../../electron/probe/model.ts'
import { linuxSynRepeatsMs, type Loss, simulate, simulatedTargets } from '../fakes/simulated-paths.ts'

/**
 * How often would an open network be called blocked? The real schedule and the real deciders run in virtual time over a
 * path that loses 5 % of the packets each way. Nearly all runs are over before the schedule is needed: a block takes at
 * least two references whose every packet of the first attempt is lost, and the other runs are counted without being
 * played. That makes millions of runs possible.
 */

type LossModel = { name: string; draw: () => Loss }

const rttMs = 40
const share = 0.05
const horizonMs = 14_000
/** RFC 6298 allows 3 s for the first repetition; older Windows does it so. */
const slowSynRepeatsMs = [3_000, 9_000] as const
const kernels = { 'Linux 6.5 and later': linuxSynRepeatsMs, 'a slow kernel (3 s)': slowSynRepeatsMs } as const

/** Each packet for itself; the same packet has the same fate whenever it is asked about. */
const independent: LossModel = {
  name: 'independent',
  draw: () => {
    const seed = Math.floor(Math.random() * 2 ** 32)
    return (atMs, way, { address, port }) => {
      let hash = seed ^ Math.imul(Math.round(atMs * 8) + (way === 'in' ? 1 : 0), 0x9e3779b1) ^ port
      for (let i = 0; i < address.length; i += 1) hash = Math.imul(hash ^ address.charCodeAt(i), 0x85ebca6b)
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
      hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
      return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32 < share
    }
  },
}

/** Gilbert and Elliott's model: outages of exponential length, each way for itself, 5 % of the time. */
function bursts(meanMs: number): LossModel {
  const process = () => {
    const edges: number[] = []
    const exponential = (mean: number) => -mean * Math.log(1 - Math.random())
    let bad = Math.random() < share
    let at = 0
    const startsBad = bad
    while (at < horizonMs) {
      at += exponential(bad ? meanMs : (meanMs * (1 - share)) / share)
      edges.push(at)
      bad = !bad
    }
    return (atMs: number) => {
      const passed = edges.findIndex((edge) => edge > atMs)
      return (passed % 2 === 0) === startsBad
    }
  }
  return {
    name: `bursts of ${meanMs} ms`,
    draw: () => {
      const ways = { out: process(), in: process() }
      return (atMs, way) => ways[way](atMs)
    },
  }
}

const references = ['mx.alpha.example', 'mx.bravo.example', 'mx.charlie.example']
const families = [[4], [4, 6]] as const

const targetsOf = (both: readonly (4 | 6)[]) =>
  simulatedTargets([
    ...references.map((host) => ({ role: 'reference' as const, host, ports: [25], families: both })),
    { role: 'control', host: 'submission.delta.example', ports: [587, 465, 443], families: both },
    { role: 'control', host: 'submission.echo.example', ports: [587, 465, 443], families: both },
  ])

function isCalledBlocked(loss: LossModel, repeats: readonly number[], targets: Target[]): boolean {
  const lost = loss.draw()
  // The first attempts at all references go out in the same moment, and go on being repeated until the verdict.
  const packetsMs = [0, ...repeats].filter((at) => at + rttMs < 4_100)
  const firstFails = (target: Target) =>
    packetsMs.every((at) => lost(at, 'out', target) || lost(at + rttMs, 'in', target))
  const failing = (family: 4 | 6) =>
    targets.filter((target) => target.role === 'reference' && target.family === family && firstFails(target))
  if (failing(4).length < 2 && failing(6).length < 2) return false
  const { step } = simulate({
    targets,
    behaviour: ({ role }) =>
      role === 'negative-control' ? { kind: 'silent' } : { kind: 'connects', afterMs: rttMs, greetMs: 5 },
    lost,
    synRepeatsMs: repeats,
  })
  const { ipv4, ipv6 } = step.outbound25.families
  return ipv4?.verdict === 'blocked' || ipv6?.verdict === 'blocked'
}

/** Prints the table; the bound is the 95 % upper one ("rule of three" where nothing went wrong). */
export function benchWrongVerdicts(runs: number): boolean {
  process.stdout.write(
    `\nWrong "blocked" on an open network, 5 % loss each way, ${runs.toLocaleString('en')} runs each\n`,
  )
  let fine = true
  for (const loss of [independent, bursts(50), bursts(200), bursts(1_000)]) {
    for (const [kernel, repeats] of Object.entries(kernels)) {
      for (const both of families) {
        const targets = targetsOf(both)
        let wrong = 0
        for (let i = 0; i < runs; i += 1) if (isCalledBlocked(loss, repeats, targets)) wrong += 1
        const bound = wrong === 0 ? 3 / runs : (wrong + 2 * Math.sqrt(wrong) + 3) / runs
        if (bound > 1e-6) fine = false
        process.stdout.write(
          `  ${loss.name.padEnd(20)} ${kernel.padEnd(22)} ${both.length === 1 ? 'one family  ' : 'two families'}  ${wrong} wrong, below ${bound.toExponential(1)}\n`,
        )
      }
    }
  }
  return fine
}
