import type { Checked } from '../../contract/checked.ts'
import type { AppState } from '../../contract/state.ts'
import { checkRows, evidenceLines } from '../../text/check-rows.ts'
import type { Translate } from '../../text/translate.ts'
import { verdictKey } from '../../text/verdict.ts'

/** Advice that names a command of the terminal. */
const forTheTerminal = ['check-again', 'name-server']

/** What a person sends to the support of a provider or a server: never a password, and no mail address unless asked. */
export function reportText(
  state: AppState,
  t: Translate,
  { withAddresses }: { withAddresses: boolean },
): string {
  const { accounts, version, platform } = state
  const checked = reportedCheck(state)
  if (checked === null) return ''
  const { report } = checked
  const advice = report.advice.filter(({ id }) => !forTheTerminal.includes(id))
  const { key, params } = verdictKey(report)
  const concerned = accounts.filter(
    ({ submission }) => submission.host.toLowerCase() === report.server?.host.toLowerCase(),
  )
  return [
    t('report.title', { version, platform, time: report.startedAt }),
    ...concerned.map(({ address }) =>
      t('report.account', { address: withAddresses ? address : masked(address) }),
    ),
    '',
    t(key, params),
    '',
    ...checkRows(report, null, t).map(([label, value]) => `${label}: ${value}`),
    '',
    t('cli.label.advice'),
    ...advice.map(({ text }, index) => `${index + 1}. ${text}`),
    '',
    t('cli.label.evidence'),
    ...evidenceLines(report, t),
    '',
  ].join('\n')
}

/** While the wizard is open it is about the server that is being set up. */
export function reportedCheck({ checked, setup }: AppState): Checked | null {
  return setup === null ? checked : setup.checked
}

/** "h•••@tanaka.example": enough for the support to know the domain. */
function masked(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, 1)}•••${address.slice(at)}`
}
