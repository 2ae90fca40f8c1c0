import type { CheckRun, Stay } from '../../../electron/contract/timeline.ts'
import { useApp } from '../../app-state.ts'
import type { Dates } from './dates.ts'
import { port25Of } from './words.ts'

type StayDetailsProps = { stay: Stay; dates: Dates }

/** What the checks of a stay found, newest first; those in a row that found the same stand together. */
export function StayDetails({ stay, dates }: StayDetailsProps) {
  return (
    <ul class="runs">
      {[...stay.runs].reverse().map((run) => (
        <Run key={run.from} run={run} dates={dates} />
      ))}
    </ul>
  )
}

function Run({ run, dates }: { run: CheckRun; dates: Dates }) {
  const { t } = useApp()
  const from = dates.dayAndTime(run.from)
  const isOneDay = dates.dayAndMonth(run.from) === dates.dayAndMonth(run.to)
  const to = isOneDay ? dates.time(run.to) : dates.dayAndTime(run.to)
  const checks = t('ui.history.checks', { count: run.checks })
  return (
    <li>
      <p>
        {from === dates.dayAndTime(run.to)
          ? t('ui.history.at', { from, checks })
          : t('ui.history.between', { from, to, checks })}
      </p>
      <dl class="kv">
        {port25Of(t, run).map(({ label, text }) => (
          <Line key={label} label={label} text={text} />
        ))}
        {run.servers.map(({ host, port, verdict }) => (
          <Line
            key={`${host} ${port ?? ''}`}
            label={port === null ? host : t('ui.history.server', { host, port })}
            text={t(`submission.${verdict}`)}
          />
        ))}
      </dl>
    </li>
  )
}

function Line({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  )
}
