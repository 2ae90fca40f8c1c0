import type { Ref } from 'preact'
import { useState } from 'preact/hooks'
import { useApp } from '../app-state.ts'
import { Icon } from './icon.tsx'
import { TextInput } from './text-input.tsx'

type PasswordInputProps = {
  value: string
  onInput: (value: string) => void
  inputRef?: Ref<HTMLInputElement> | undefined
}

export function PasswordInput({ value, onInput, inputRef }: PasswordInputProps) {
  const { t } = useApp()
  const [shown, setShown] = useState(false)
  return (
    <TextInput
      isSecret={!shown}
      autocomplete="current-password"
      value={value}
      onInput={onInput}
      inputRef={inputRef}
      end={
        <button type="button" class="iconbtn" aria-pressed={shown} onClick={() => setShown(!shown)}>
          <span class="vh">{t('ui.password.show')}</span>
          <Icon name={shown ? 'eye-off' : 'eye'} />
        </button>
      }
    />
  )
}
