import { useRef } from 'preact/hooks'
import type { MadeChangeState, UndoState } from '../../../electron/contract/repair.ts'
import { useApp } from '../../app-state.ts'
import { Chip } from '../../ui/chip.tsx'
import { dateOf, timeOfDay } from '../../ui/dates.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { undoOutcome, UndoButton, UndoOutcome } from './undo.tsx'
import { useOutcomeFocus } from './use-outcome-focus.ts'

type EarlierChangesProps = {
  changes: readonly MadeChangeState[]
  /** The undoing of one of them. */
  undo: UndoState | null
}

/** What Postern has changed in mail programs before, each with its way back. */
export function EarlierChanges({ changes, undo }: EarlierChangesProps) {
  const { t } = useApp()
  if (changes.length === 0) return null
  return (
    <Disclosure summary={t('ui.clients.changes')}>
      <ul class="card rows changes">
        {changes.map((change) => (
          <Change key={change.id} change={change} undo={undo?.change === change.id ? undo : null} />
        ))}
      </ul>
    </Disclosure>
  )
}

function Change({ change, undo }: { change: MadeChangeState; undo: UndoState | null }) {
  const { state, t } = useApp()
  const row = useRef<HTMLLIElement>(null)
  useOutcomeFocus(row, String(change.undone), undoOutcome(undo))
  const client = t(`client.name.${change.client}`)
  const when = `${dateOf(change.at, state.language)} ${timeOfDay(change.at, state.language)}`
  return (
    <li ref={row} class="change">
      <div class="line">
        <div class="grow">
          <p>{when}</p>
          <p class="note faint">
            {t('ui.clients.changes.in', { client, profile: profileName(change.profile) })}
          </p>
        </div>
        {change.undone ? (
          <Chip tone="dim" icon="undo">
            {t('ui.clients.changes.undone')}
          </Chip>
        ) : (
          <UndoButton change={change.id} label={t('ui.clients.changes.undo', { when })} />
        )}
      </div>
      {undo !== null && <UndoOutcome undo={undo} client={client} />}
    </li>
  )

  /** Its folder, where the profile is not there any more. */
  function profileName(folder: string): string {
    return state.clients.profiles.find((profile) => profile.folder === folder)?.name ?? folder
  }
}
