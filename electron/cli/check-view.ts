import type { CheckOutcome } from '../app/check.ts'
import type { CheckReport } from '../contract/check.ts'
import { checkRows, evidenceLines, type Row } from '../text/check-rows.ts'
import type { Translate } from '../text/translate.ts'
import { verdictKey } from '../text/verdict.ts'
import { auditLine } from './audit-view.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { alignedRows, type Style, type Terminal } from './terminal.ts'

/** Prints a check for people: what was found, one sentence of verdict, numbered advice. */
export function printCheck(
  { report, shown, findings }: CheckOutcome,
  t: Translate,
  terminal: Terminal,
  { quiet, verbose }: { quiet: boolean; verbose: boolean },
): void {
  const { key, params } = verdictKey(report)
  const sentence = terminal.paint(styleOf(report), t(key, params))
  if (quiet) {
    terminal.print(sentence)
    return
  }
  const rows = [
    ...checkRows(report, shown, t),
    ...(findings ?? []).map((finding): Row => ['', auditLine(finding, t)]),
  ]
  for (const line of alignedRows(rows, (label) => terminal.paint('dim', label))) terminal.print(line)
  terminal.print()
  terminal.print(sentence)
  if (report.advice.length > 0) {
    terminal.print()
    terminal.print(terminal.paint('strong', t('cli.label.advice')))
    report.advice.forEach(({ text }, index) => terminal.print(numbered(index + 1, text)))
  }
  if (verbose) printEvidence(report, t, terminal)
  terminal.print()
  terminal.print(
    terminal.paint('dim', t('cli.check.done', { seconds: (report.durationMs / 1_000).toFixed(1) })),
  )
}

/** One line of a check of all accounts. */
export function printAccountVerdict(
  address: string,
  report: CheckReport,
  t: Translate,
  terminal: Terminal,
): void {
  const { key, params } = verdictKey(report)
  terminal.print(`${terminal.paint('strong', address)}  ${terminal.paint(styleOf(report), t(key, params))}`)
}

/** Further lines stand as they are: they may be commands or lines of a file, to be copied. */
function numbered(number: number, text: string): string {
  const [first = '', ...rest] = text.split('\n')
  return [`  ${number}. ${first}`, ...rest].join('\n')
}

/** The colour of a verdict. */
export function styleOf(report: CheckReport): Style {
  const code = exitCodeOf(report)
  if (code === exitCodes.inconclusive) return 'care'
  if (code !== exitCodes.fine) return 'bad'
  return report.server === null && report.outbound25.verdict !== 'open' ? 'care' : 'good'
}

function printEvidence(report: CheckReport, t: Translate, terminal: Terminal): void {
  terminal.print()
  terminal.print(terminal.paint('strong', t('cli.label.evidence')))
  for (const line of evidenceLines(report, t)) terminal.print(`  ${line}`)
}
