import type { RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { referenceHost, referenceProblem } from './reference-host.ts'

/** The servers that show whether port 25 passes: the built-in ones, or one's own. */
export function References() {
  const { state, t } = useApp()
  const { references } = state.preferences
  return (
    <li class="row references">
      <div class="grow">
        <p>{t('ui.settings.references')}</p>
        <p class="note faint">{t('ui.settings.references-what')}</p>
        <p class="note faint">{references.length === 0 ? t('ui.settings.built-in') : t('ui.settings.own')}</p>
        <Disclosure summary={t('ui.settings.change')}>
          <Editor references={references} />
        </Disclosure>
      </div>
    </li>
  )
}

function Editor({ references }: { references: readonly string[] }) {
  const { call, t } = useApp()
  const input = useRef<HTMLInputElement>(null)
  const change = (next: string[]) => {
    void call('preferences.change', { references: next })
    // What has been pressed may be gone by then.
    input.current?.focus()
  }
  return (
    <div class="stack">
      {references.length > 0 && (
        <>
          <ul class="reference-list">
            {references.map((host) => (
              <li key={host}>
                <span class="mono">{host}</span>
                <Button
                  small
                  variant="plain"
                  icon="trash"
                  label={t('ui.settings.remove-reference', { host })}
                  onClick={() => change(references.filter((other) => other !== host))}
                >
                  {t('ui.settings.remove-yes')}
                </Button>
              </li>
            ))}
          </ul>
          <div class="line">
            <Button variant="link" icon="undo" onClick={() => change([])}>
              {t('ui.settings.use-built-in')}
            </Button>
          </div>
        </>
      )}
      <AddReference
        inputRef={input}
        references={references}
        onAdd={(host) => change([...references, host])}
      />
    </div>
  )
}

type AddReferenceProps = {
  references: readonly string[]
  inputRef: RefObject<HTMLInputElement | null>
  onAdd: (host: string) => void
}

function AddReference({ references, inputRef, onAdd }: AddReferenceProps) {
  const { t } = useApp()
  const [typed, setTyped] = useState('')
  const [told, setTold] = useState(false)
  const problem = typed.trim() === '' ? null : referenceProblem(typed, references)

  const add = () => {
    if (typed.trim() === '') {
      inputRef.current?.focus()
      return
    }
    if (problem !== null) {
      setTold(true)
      inputRef.current?.focus()
      return
    }
    onAdd(referenceHost(typed))
    setTyped('')
    setTold(false)
  }

  return (
    <div class="add-reference">
      <Field
        label={t('ui.settings.reference')}
        hint={references.length === 0 ? t('ui.settings.reference-hint') : undefined}
        error={told && problem !== null ? t(`ui.settings.${problem}`) : undefined}
      >
        <TextInput
          small
          inputMode="url"
          value={typed}
          onInput={setTyped}
          onBlur={() => setTold(problem !== null)}
          onEnter={add}
          inputRef={inputRef}
        />
      </Field>
      <Button small icon="plus" onClick={add}>
        {t('ui.settings.add-reference')}
      </Button>
    </div>
  )
}
