import { useRef } from 'preact/hooks'
import type { ClientProfileState, CreateState, UndoState } from '../../../electron/contract/repair.ts'
import { useApp } from '../../app-state.ts'
import { say } from '../../text.ts'
import { Busy } from '../../ui/busy.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Outcome } from './outcome.tsx'
import { UndoButton, undoOutcome, UndoOutcome } from './undo.tsx'
import { useOutcomeFocus } from './use-outcome-focus.ts'

type CreateOfferProps = {
  client: ClientProfileState['client']
  /** The folder; null: of a first profile, which is not there yet. */
  profile: string | null
  /** The program has never been started, and is opened afterwards. */
  isFirst: boolean
  account: { id: string; address: string }
  /** No profile has it. */
  isMissing: boolean
  /** How far it has come with this account; null: not asked for. */
  create: CreateState | null
  /** The undoing of what was done here. */
  undo: UndoState | null
}

/** An account of Postern's that a program does not have: one press puts it there. */
export function CreateOffer({
  client: kind,
  profile,
  isFirst,
  account: { id, address },
  isMissing,
  create,
  undo,
}: CreateOfferProps) {
  const { call, t } = useApp()
  const row = useRef<HTMLLIElement>(null)
  const isBusy = create?.kind === 'testing' || create?.kind === 'making'
  const told = create === null || isBusy ? null : `${create.kind} ${id}`
  useOutcomeFocus(row, create?.kind ?? 'offered', undoOutcome(undo) ?? told)
  const client = t(`client.name.${kind}`)
  const stop = () => void call('clients.stop-create')
  const isUndone = undo?.kind === 'undone'
  // An undoing that found nothing of it left may have left the account there, with what somebody else made of it.
  const isOffered = create?.kind !== 'waiting' && (isMissing || create?.kind !== 'created')
  return (
    <li ref={row} class="offer">
      {undo !== null && <UndoOutcome undo={undo} client={client} />}
      {create?.kind === 'waiting' && (
        <Outcome
          tone="care"
          title={t('ui.clients.waiting', { client })}
          action={
            <Button small onClick={stop}>
              {t('ui.busy.stop')}
            </Button>
          }
        >
          {t('ui.clients.waiting.create')}
        </Outcome>
      )}
      {create?.kind === 'failed' && (
        <Outcome tone="stop" title={t('ui.clients.not-created')}>
          {say(t, create.failure)}
        </Outcome>
      )}
      {create?.kind === 'created' && !isUndone ? (
        <>
          {undo?.kind !== 'waiting' && (
            <Outcome tone="way" title={t('ui.clients.created', { address, client })}>
              {create.notOpened === undefined
                ? t('ui.clients.created.password', { client })
                : say(t, create.notOpened)}
            </Outcome>
          )}
          <div class="line">
            <UndoButton change={create.change} />
          </div>
        </>
      ) : (
        isOffered && (
          <div class="line">
            <span class="tile">
              <Icon name="plus" size={20} />
            </span>
            <p class="grow small">
              {t(isFirst ? 'ui.clients.create.offer-first' : 'ui.clients.create.offer', { address, client })}
            </p>
            <Button
              small
              busy={isBusy}
              onClick={() => void call('clients.create', { profile, accountId: id })}
            >
              {t('ui.clients.create.add', { client })}
            </Button>
          </div>
        )
      )}
      {create?.kind === 'testing' && (
        <Busy since={create.since} text={t('ui.clients.create.testing', { address })} onStop={stop} />
      )}
      {create?.kind === 'making' && (
        <Busy since={create.since} text={t('ui.clients.create.making', { client })} onStop={stop} />
      )}
    </li>
  )
}
