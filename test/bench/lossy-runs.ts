import { CheckReport } from '../../electron/contract/check.ts'
import type { Lab } from '../lab/lab.ts'

export type LossyRuns = { runs: number; right: number; inconclusive: number; wrong: string[] }

const atOnce = 4

/**
 * Real checks over a path that loses 5 % of the packets each way, half of them on an open network and half where port 25
 * is dropped. A verdict is wrong when it says something that is not so; "inconclusive" is honest.
 */
export async function lossyRuns(lab: Lab, runs: number): Promise<LossyRuns> {
  const result: LossyRuns = { runs, right: 0, inconclusive: 0, wrong: [] }
  const scenes = [
    { mode: 'none', verdict: 'open' },
    { mode: 'drop', verdict: 'blocked' },
  ] as const
  for (const { mode, verdict } of scenes) {
    await lab.reset()
    await lab.router.mode(mode)
    await lab.router.loss(5)
    let left = runs / scenes.length
    const worker = async () => {
      while (left-- > 0) {
        const { stdout } = await lab.postern(['check', lab.server.host, '--json', ...lab.referenceArgs])
        const { outbound25, server } = CheckReport.parse(JSON.parse(stdout))
        const wrongServer = !['ready', 'inconclusive'].includes(server?.submission.verdict ?? '')
        if (outbound25.verdict === 'inconclusive') result.inconclusive += 1
        else if (outbound25.verdict === verdict && !wrongServer) result.right += 1
        else
          result.wrong.push(
            `${mode}: ${JSON.stringify({ ...outbound25, server: server?.submission.verdict })}`,
          )
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }
  await lab.reset()
  return result
}
