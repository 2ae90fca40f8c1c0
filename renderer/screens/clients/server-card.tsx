import { useRef } from 'preact/hooks'
import type { UndoState } from '../../../electron/contract/repair.ts'
import { originText } from '../../../electron/text/client-words.ts'
import { useApp } from '../../app-state.ts'
import { Chip } from '../../ui/chip.tsx'
import { ClientRow } from '../../ui/client-row.tsx'
import type { FoundServer } from './found.ts'
import { RepairBody } from './repair-body.tsx'
import { undoOutcome, UndoOutcome } from './undo.tsx'
import { useOutcomeFocus } from './use-outcome-focus.ts'
import { chipOf, diagnosesInWords, programName } from './words.ts'

type ServerCardProps = {
  found: FoundServer
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  /** The undoing of what was done in this card. */
  undo: UndoState | null
}

/** One outgoing server of a mail program: the verdict on it, and its repair. */
export function ServerCard({ found, isOpen, onToggle, undo }: ServerCardProps) {
  const { state, t } = useApp()
  const card = useRef<HTMLLIElement>(null)
  const { profile, server, addresses } = found
  const { repair, diagnoses } = server
  const told = isOvertaken() ? null : undo
  useOutcomeFocus(card, repair.kind, undoOutcome(told) ?? repairOutcome())
  const client = t(`client.name.${profile.client}`)
  const chip = chipOf(t, found)
  const origin = originText(server, client, t)
  const list = (items: readonly string[]) => new Intl.ListFormat(state.language).format(items)
  return (
    <li ref={card}>
      <details
        class="client"
        name="client"
        open={isOpen}
        onToggle={({ currentTarget }) => onToggle(currentTarget.open)}
      >
        <ClientRow
          icon="mail"
          name={programName(t, profile)}
          note={t('ui.clients.about', {
            addresses: addresses.length === 0 ? server.settings.host : list(addresses),
            profile: profile.name,
          })}
          level={2}
          chip={
            <Chip tone={chip.tone} icon={chip.icon}>
              {chip.text}
            </Chip>
          }
        />
        <div class="client-body">
          {told !== null && <UndoOutcome undo={told} client={client} />}
          {profile.superseded !== undefined && (
            <p class="small dim">{t(`client.superseded.${profile.superseded}`)}</p>
          )}
          {saysDiagnoses() && <p class="small dim">{diagnosesInWords(t, diagnoses, client)}</p>}
          {origin !== null && <p class="note faint">{origin}</p>}
          {addresses.length === 0 && <p class="small dim">{t('ui.clients.unused')}</p>}
          {profile.alsoNamed.length > 0 && (
            <p class="small dim">{t('ui.clients.also-named', { profiles: list(profile.alsoNamed) })}</p>
          )}
          {!isBeingUndone() && <RepairBody found={found} />}
        </div>
      </details>
    </li>
  )

  /** A repair that came after the undoing has the last word. */
  function isOvertaken(): boolean {
    switch (repair.kind) {
      case 'waiting':
      case 'writing':
      case 'failed':
        return true
      case 'repaired':
        return undo?.change !== repair.change
      case 'none':
      case 'testing':
      case 'no-plan':
      case 'offered':
        return false
    }
  }

  /** What it waits for and what came of it stand alone, and so does what is used instead. */
  function saysDiagnoses(): boolean {
    return profile.superseded === undefined && repair.kind !== 'waiting' && repair.kind !== 'repaired'
  }

  function isBeingUndone(): boolean {
    return repair.kind === 'repaired' && told?.kind === 'waiting'
  }

  function repairOutcome(): string | null {
    switch (repair.kind) {
      case 'waiting':
      case 'failed':
        return repair.kind
      case 'repaired':
        return `repaired ${repair.change}`
      case 'none':
      case 'testing':
      case 'no-plan':
      case 'offered':
      case 'writing':
        return null
    }
  }
}
