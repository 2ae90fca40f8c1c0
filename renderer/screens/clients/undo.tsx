import type { KeptSetting, UndoState } from '../../../electron/contract/repair.ts'
import { keptSentence } from '../../../electron/text/client-words.ts'
import { useApp } from '../../app-state.ts'
import { say } from '../../text.ts'
import { Button } from '../../ui/button.tsx'
import { Outcome } from './outcome.tsx'

type UndoButtonProps = { change: number; label?: string | undefined }

/** Puts back what was there before one change. One is undone at a time. */
export function UndoButton({ change, label }: UndoButtonProps) {
  const { state, call, t } = useApp()
  const { undo } = state.clients
  const isUnderWay = undo?.kind === 'waiting' || undo?.kind === 'writing'
  return (
    <Button
      small
      icon="undo"
      label={label}
      busy={undo?.kind === 'writing' && undo.change === change}
      disabled={isUnderWay}
      onClick={() => void call('clients.undo', { change })}
    >
      {t('ui.clients.undo')}
    </Button>
  )
}

/** What came of an undoing; null: nothing to tell yet. */
export function undoOutcome(undo: UndoState | null): string | null {
  return undo === null || undo.kind === 'writing' ? null : `undo ${undo.kind} ${undo.change}`
}

type UndoOutcomeProps = { undo: UndoState; client: string }

/** How far the undoing of a change has come. */
export function UndoOutcome({ undo, client }: UndoOutcomeProps) {
  const { call, t } = useApp()
  switch (undo.kind) {
    case 'writing':
      return null
    case 'waiting':
      return (
        <Outcome
          tone="care"
          title={t('ui.clients.waiting', { client })}
          action={
            <Button small onClick={() => void call('clients.stop-undo')}>
              {t('ui.busy.stop')}
            </Button>
          }
        >
          {t('ui.clients.waiting.undo')}
        </Outcome>
      )
    case 'undone':
      return (
        <Outcome
          tone={undo.restored || undo.kept.length === 0 ? 'way' : 'care'}
          title={t(undo.restored ? 'ui.clients.undone' : 'ui.clients.undone.nothing')}
        >
          {undo.kept.length === 0 ? t('ui.clients.undone.whole', { client }) : <Kept settings={undo.kept} />}
        </Outcome>
      )
    case 'failed':
      return (
        <Outcome tone="stop" title={t('ui.clients.not-undone')}>
          {say(t, undo.failure)}
        </Outcome>
      )
  }
}

function Kept({ settings }: { settings: readonly KeptSetting[] }) {
  const { t } = useApp()
  return (
    <>
      <p>{t('client.kept')}</p>
      <ul>
        {settings.map((setting) => (
          <li key={setting.name}>{say(t, keptSentence(setting))}</li>
        ))}
      </ul>
    </>
  )
}
