import type { Candidate, Discovery, UsableCandidate } from '../../../electron/contract/discovery.ts'
import type { SetupServers } from '../../../electron/contract/setup.ts'
import { useSetup } from '../../app-state.ts'
import { Busy } from '../../ui/busy.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import type { Finding } from './found.ts'

/** What the search came to, where it is more than the servers themselves. */
export function FindingNotice({ finding }: { finding: Finding }) {
  const { t, setup } = useSetup()
  const { address } = setup.record
  const domain = address.slice(address.lastIndexOf('@') + 1)
  switch (finding.kind) {
    case 'nothing-asked':
    case 'no-mail':
      return null
    case 'found':
      return (
        <p class="vh" role="status">
          {t('ui.address.found')}
        </p>
      )
    case 'looking':
      return (
        <Busy
          since={finding.since}
          text={
            finding.best === null
              ? t('ui.address.looking-for', { domain })
              : t('ui.address.looking-better', { host: finding.best.submission.host })
          }
        />
      )
    case 'no-incoming':
      return (
        <Panel tone="care" icon="info" title={t('ui.address.no-incoming')}>
          <p class="small dim">{t('ui.address.no-incoming.more')}</p>
        </Panel>
      )
    case 'not-found':
      return finding.untrusted === null ? (
        <Panel tone="dim" icon="info" title={t('ui.address.not-found', { domain })}>
          <p class="small dim">{t('ui.address.not-found.more')}</p>
        </Panel>
      ) : (
        <Panel tone="care" icon="alert" title={t('ui.address.untrusted', { host: finding.untrusted })}>
          <p class="small dim">{t('ui.address.untrusted.more')}</p>
        </Panel>
      )
    case 'plain-only':
      return (
        <Panel tone="care" icon="alert" title={t('ui.address.plain', { domain })}>
          <p class="line">
            <span class="selectable">
              {t('ui.address.server', { host: finding.host, port: finding.port })}
            </span>
            <Chip tone="stop" icon="lock-open">
              {t('ui.address.plain.chip')}
            </Chip>
          </p>
          <p class="small dim">
            {finding.provider === null
              ? t('ui.address.plain.more')
              : t('ui.address.plain.ask', { provider: finding.provider })}
          </p>
        </Panel>
      )
    case 'oauth2-only':
      return (
        <Panel tone="care" icon="key" title={t('ui.address.oauth2')}>
          <p class="small dim">{t('ui.address.oauth2.more')}</p>
        </Panel>
      )
    case 'failed':
      return finding.reason === 'offline' ? (
        <Panel tone="dim" icon="info" title={t('ui.address.offline')}>
          <p class="small dim">{t('ui.address.offline.more')}</p>
        </Panel>
      ) : null
  }
}

type ChoicesProps = {
  choices: readonly UsableCandidate[]
  servers: SetupServers
  onPick: (candidate: UsableCandidate) => void
}

/** Where the sources name different servers, the person knows better. */
export function Choices({ choices, servers, onPick }: ChoicesProps) {
  const { t } = useSetup()
  if (choices.length < 2) return null
  return (
    <RadioGroup
      legend={t('ui.address.pick')}
      value={servers.submission.host}
      options={choices.map(({ submission: { host }, source }) => ({
        value: host,
        label: host,
        hint: t(`ui.address.source-name.${source}`),
      }))}
      onChange={(host) => {
        const picked = choices.find(({ submission }) => submission.host === host)
        if (picked !== undefined) onPick(picked)
      }}
    />
  )
}

type SourcesProps = { discovery: Discovery; servers: SetupServers | null }

/** Every answer, and what speaks for or against it. */
export function Sources({ discovery, servers }: SourcesProps) {
  const { t } = useSetup()
  const used = discovery.candidates.find(
    (one) => one.usable && one.submission.host === servers?.submission.host && one.source === servers.source,
  )
  return (
    <Disclosure summary={t('ui.address.sources')}>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={t('ui.address.sources')}>
        <table>
          <thead>
            <tr>
              <th>{t('ui.address.sources.server')}</th>
              <th>{t('ui.address.sources.from')}</th>
              <th>{t('ui.address.sources.result')}</th>
            </tr>
          </thead>
          <tbody>
            {discovery.candidates.map((one, index) => (
              <tr key={index}>
                <td>{serverText(one)}</td>
                <td>{t(`ui.address.source-name.${one.source}`)}</td>
                <td class={one.usable ? 'ok' : 'dim'}>
                  {one === used ? t('ui.address.sources.used') : t(`cli.discover.why.${one.why}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {discovery.notes.includes('incomplete') && <p>{t('ui.address.incomplete')}</p>}
    </Disclosure>
  )

  function serverText(candidate: Candidate): string {
    const server = candidate.submission ?? (candidate.usable ? null : candidate.plain)
    return server === null ? '–' : t('ui.address.server', { host: server.host, port: server.port })
  }
}
