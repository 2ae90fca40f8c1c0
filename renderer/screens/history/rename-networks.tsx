import { useEffect, useRef, useState } from 'preact/hooks'
import type { HistoryView, NetworkHistory } from '../../../electron/contract/timeline.ts'
import { useApp } from '../../app-state.ts'
import { say } from '../../text.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { createDates } from './dates.ts'

/** By the id of the network; null: its usual name again. */
export type NewNames = Readonly<Record<string, string | null>>

type RenameNetworksProps = { view: HistoryView; onSave: (names: NewNames) => void; onClose: () => void }

const longestName = 40

/** A name for each network, such as "Home". Without one it has its usual name. */
export function RenameNetworks({ view, onSave, onClose }: RenameNetworksProps) {
  const { state, t } = useApp()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const first = useRef<HTMLInputElement>(null)
  const dates = createDates(state.language, view.timeZone)
  const networks = view.networks.filter(hasId)
  useEffect(() => first.current?.focus(), [])

  const save = () => {
    const changed = networks.flatMap(({ id, name }): [string, string | null][] => {
      const wanted = typed[id]?.trim()
      if (wanted === undefined || wanted === (name ?? '')) return []
      return [[id, wanted === '' ? null : wanted]]
    })
    if (changed.length > 0) onSave(Object.fromEntries(changed))
    onClose()
  }

  return (
    <form
      id="rename-networks"
      class="card pad stack"
      aria-labelledby="rename-title"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) onClose()
      }}
    >
      <h2 class="h3" id="rename-title">
        {t('ui.history.rename-title')}
      </h2>
      <div class="rename-fields">
        {networks.map(({ id, name, usualName, stays }, index) => (
          <Field
            key={id}
            label={say(t, usualName)}
            hint={t('ui.history.last-there', { date: dates.dayAndTime(stays.at(-1)?.to ?? view.now) })}
          >
            <TextInput
              small
              value={typed[id] ?? name ?? ''}
              onInput={(value) => setTyped({ ...typed, [id]: value.slice(0, longestName) })}
              inputRef={index === 0 ? first : undefined}
            />
          </Field>
        ))}
      </div>
      <div class="line">
        <Button small variant="primary" form="rename-networks">
          {t('ui.history.save-names')}
        </Button>
        <Button small variant="plain" onClick={onClose}>
          {t('ui.history.keep-names')}
        </Button>
      </div>
    </form>
  )
}

function hasId(network: NetworkHistory): network is NetworkHistory & { id: string } {
  return network.id !== null
}
