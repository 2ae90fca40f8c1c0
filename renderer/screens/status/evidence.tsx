import type { CheckReport, Observation } from '../../../electron/contract/check.ts'
import { useApp } from '../../app-state.ts'
import { Disclosure } from '../../ui/disclosure.tsx'

/** Every connection that the verdict rests on, for whoever wants to see it. */
export function Evidence({ report }: { report: CheckReport }) {
  const { state, t } = useApp()
  const seen = evidenceOf(report)
  if (seen.length === 0) return null
  const milliseconds = new Intl.NumberFormat(state.language, { maximumFractionDigits: 0 })
  const seconds = (report.durationMs / 1_000).toFixed(1)
  return (
    <Disclosure summary={t('ui.status.evidence', { connections: seen.length, seconds })}>
      <div
        class="table-scroll evidence"
        tabIndex={0}
        role="region"
        aria-label={t('ui.status.evidence-label')}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{t('ui.status.target')}</th>
              <th scope="col">{t('ui.status.address')}</th>
              <th scope="col" class="num">
                {t('ui.status.port')}
              </th>
              <th scope="col">{t('ui.status.result')}</th>
              <th scope="col" class="num">
                {t('ui.status.ms')}
              </th>
            </tr>
          </thead>
          <tbody>
            {seen.map((one) => (
              <Row key={keyOf(one)} seen={one} ms={milliseconds.format(one.ms)} />
            ))}
          </tbody>
        </table>
      </div>
    </Disclosure>
  )
}

function Row({ seen, ms }: { seen: Observation; ms: string }) {
  const { t } = useApp()
  const outcome = t(`ui.status.outcome.${seen.outcome}`)
  return (
    <tr>
      <td>
        {t(`ui.status.role.${seen.role}`)}
        {seen.role !== 'negative-control' && <span class="target note faint">{seen.target}</span>}
      </td>
      <td class="mono">{seen.address}</td>
      <td class="num">{seen.port}</td>
      <td class={toneOf(seen)}>{isAsItShould(seen) ? t('ui.status.as-it-should', { outcome }) : outcome}</td>
      <td class="num">{ms}</td>
    </tr>
  )
}

/** In the order in which they were made; a connection to the server's port 25 stands in both lists. */
export function evidenceOf({ outbound25, server }: CheckReport): Observation[] {
  const all = [...outbound25.evidence, ...(server?.submission.evidence ?? [])]
  return [...new Map(all.map((one) => [keyOf(one), one])).values()].sort((a, b) => a.startedMs - b.startedMs)
}

function keyOf({ role, address, port, startedMs }: Observation): string {
  return [role, address, port, startedMs].join(' ')
}

/** Where there is nothing, nothing may answer. */
function isAsItShould({ role, outcome }: Observation): boolean {
  return role === 'negative-control' && outcome !== 'greeted' && outcome !== 'connected'
}

function toneOf(seen: Observation): string {
  if (isAsItShould(seen)) return 'dim'
  const answered = seen.outcome === 'greeted' || seen.outcome === 'connected'
  return answered && seen.role !== 'negative-control' ? 'ok' : 'stop'
}
