import type { Lab } from '../lab/lab.ts'
import { thunderbirdUnavailable } from '../lab/requirements.ts'
import { compareFinders, type Finding } from '../lab/thunderbird-comparison.ts'

/** Postern's discovery beside Thunderbird's own account finder, on the same domains of the same network. */

const milliseconds = (ms: number) => ms.toFixed(0).padStart(7)

/** Prints the table; true when Postern found at least as many. */
export async function benchFinder(lab: Lab): Promise<boolean> {
  const reason = thunderbirdUnavailable()
  if (reason !== null) {
    process.stdout.write(`\nThe comparison with Thunderbird is left out: ${reason}.\n`)
    return true
  }
  await lab.reset()
  await lab.startWeb()
  const { version, rows } = await compareFinders(lab, 1)
  process.stdout.write(
    `\nThe server for sending, as Thunderbird ${version} and Postern find it: one domain after the other, in programs that run already\n`,
  )
  const line = (domain: string, theirs: string, theirMs: string, ours: string, ourMs: string) =>
    process.stdout.write(
      `  ${domain.padEnd(21)} ${theirs.padEnd(36)} ${theirMs}  ${ours.padEnd(34)} ${ourMs}\n`,
    )
  line('domain', 'Thunderbird found', '     ms', 'Postern found', '     ms')
  for (const { domain, thunderbird, postern } of rows) {
    line(
      domain,
      thunderbird.line ?? '-',
      milliseconds(thunderbird.ms),
      postern.line ?? '-',
      milliseconds(postern.ms),
    )
  }
  const theirs = rows.map(({ thunderbird }) => thunderbird)
  const ours = rows.map(({ postern }) => postern)
  line('together', counted(theirs), milliseconds(total(theirs)), counted(ours), milliseconds(total(ours)))
  return found(ours) >= found(theirs)
}

const found = (findings: readonly Finding[]) => findings.filter(({ named }) => named.length > 0).length
const total = (findings: readonly Finding[]) => findings.reduce((sum, { ms }) => sum + ms, 0)

function counted(findings: readonly Finding[]): string {
  const chosen = findings.filter((finding) => finding.chosen !== null).length
  return `${found(findings)} found, ${chosen} of them chosen`
}
