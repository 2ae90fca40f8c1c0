import { useRef } from 'preact/hooks'
import { noPlanSentence } from '../../../electron/text/client-words.ts'
import { repairNotes } from '../../../electron/text/repair-notes.ts'
import type { Repair, RepairView } from '../../../electron/contract/repair.ts'
import { useApp } from '../../app-state.ts'
import { say } from '../../text.ts'
import { Busy } from '../../ui/busy.tsx'
import { Button } from '../../ui/button.tsx'
import { ByHand } from './by-hand.tsx'
import { CheckAgain } from './check-again.tsx'
import { type FoundServer, idOf } from './found.ts'
import { Offer } from './offer.tsx'
import { Outcome } from './outcome.tsx'
import { SettingsTable } from './settings-table.tsx'
import { UndoButton } from './undo.tsx'
import { keepsPassword } from './words.ts'
import { Written } from './written.tsx'

/** How far the repair of one outgoing server has come, and what there is to press. */
export function RepairBody({ found }: { found: FoundServer }) {
  const { repair, byHand } = found.server
  const view = useView(found)
  const isByHand = repair.kind !== 'waiting' && repair.kind !== 'repaired'
  return (
    <>
      <Progress found={found} view={view} />
      {isByHand && byHand.length > 0 && <ByHand steps={byHand} />}
      {view !== null && <Written changes={view.changes} isDone={repair.kind === 'repaired'} />}
    </>
  )
}

/** What the repair writes. While an offer is tested once more, it stays in sight. */
function useView({ server: { repair, settings } }: FoundServer): RepairView | null {
  const offered = useRef<RepairView | null>(null)
  if (repair.kind === 'offered') offered.current = repair.view
  else if (repair.kind !== 'testing') offered.current = null
  if (repair.kind === 'testing') return offered.current && { ...offered.current, now: settings }
  return 'view' in repair ? repair.view : null
}

type ProgressProps = { found: FoundServer; view: RepairView | null }

function Progress({ found, view }: ProgressProps) {
  const { call, t } = useApp()
  const { profile, server } = found
  const { repair } = server
  const stop = () => void call('clients.stop', idOf(found))
  switch (repair.kind) {
    case 'none':
      return null
    case 'testing':
      return (
        <>
          {view !== null && <Offer found={found} view={view} isBusy />}
          <Busy since={repair.since} text={t('ui.clients.testing')} onStop={stop} />
        </>
      )
    case 'no-plan':
      return <NoPlan found={found} repair={repair} />
    case 'offered':
    case 'writing':
      return <Offer found={found} view={repair.view} isBusy={repair.kind === 'writing'} />
    case 'waiting':
      return (
        <>
          <SettingsTable client={profile.client} view={repair.view} />
          <Outcome
            tone="care"
            title={t('ui.clients.waiting', { client: t(`client.name.${profile.client}`) })}
            action={
              <Button small onClick={stop}>
                {t('ui.busy.stop')}
              </Button>
            }
          >
            {t('ui.clients.waiting.repair')}
          </Outcome>
        </>
      )
    case 'repaired':
      return <Repaired found={found} repair={repair} />
    case 'failed':
      return <Failed found={found} repair={repair} />
  }
}

type PartProps<Kind extends Repair['kind']> = { found: FoundServer; repair: Extract<Repair, { kind: Kind }> }

function NoPlan({ found: { server }, repair: { reason } }: PartProps<'no-plan'>) {
  const { t } = useApp()
  return (
    <>
      {reason.kind !== 'nothing-to-change' && <p class="small">{say(t, noPlanSentence(reason))}</p>}
      {server.byHand.length === 0 && reason.kind !== 'leave-alone' && (
        <div class="line">
          <CheckAgain />
        </div>
      )}
    </>
  )
}

function Repaired({ found: { profile }, repair: { view, change } }: PartProps<'repaired'>) {
  const { t } = useApp()
  const client = t(`client.name.${profile.client}`)
  const password = t(`ui.clients.repaired.${keepsPassword(view) ? 'keeps-password' : 'asks-password'}`)
  const note = repairNotes[profile.client].after
  return (
    <>
      <Outcome tone="way" title={t('ui.clients.repaired')}>
        {t('ui.two-sentences', {
          first: t('ui.clients.repaired.port', { client, port: view.after.port }),
          second: note === null ? password : t(note),
        })}
      </Outcome>
      <div class="line">
        <UndoButton change={change} />
      </div>
    </>
  )
}

function Failed({ found, repair: { failure, view } }: PartProps<'failed'>) {
  const { call, t } = useApp()
  return (
    <>
      <Outcome tone="stop" title={t('ui.clients.not-repaired')}>
        {say(t, failure)}
      </Outcome>
      {view !== null && <SettingsTable client={found.profile.client} view={view} />}
      <div class="line">
        {view === null ? (
          <CheckAgain />
        ) : (
          <Button variant="primary" onClick={() => void call('clients.repair', idOf(found))}>
            {t('ui.clients.try-again')}
          </Button>
        )}
      </div>
    </>
  )
}
