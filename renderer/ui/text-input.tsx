import type { ComponentChildren, Ref } from 'preact'
import { useFieldAttributes } from './field.tsx'

type TextInputProps = {
  value: string
  onInput: (value: string) => void
  onBlur?: (() => void) | undefined
  onEnter?: (() => void) | undefined
  /** Dots instead of letters. */
  isSecret?: boolean | undefined
  inputMode?: 'text' | 'email' | 'numeric' | 'url' | undefined
  autocomplete?: string | undefined
  placeholder?: string | undefined
  small?: boolean | undefined
  /** Where no Field names it. */
  label?: string | undefined
  /** What stands behind the text, in the same frame. */
  end?: ComponentChildren
  inputRef?: Ref<HTMLInputElement> | undefined
}

/** One line of text: names of hosts and people, which no spelling checker and no capital letter improves. */
export function TextInput(props: TextInputProps) {
  const attributes = useFieldAttributes()
  const { onInput, onBlur, onEnter } = props
  return (
    <div
      class={props.small === true ? 'input sm' : 'input'}
      data-invalid={attributes['aria-invalid'] === undefined ? undefined : ''}
    >
      <input
        {...attributes}
        ref={props.inputRef ?? null}
        {...(props.isSecret === true ? { type: 'password' as const } : { type: 'text' as const })}
        inputMode={props.inputMode}
        autocomplete={props.autocomplete ?? 'off'}
        autocapitalize="none"
        spellcheck={false}
        placeholder={props.placeholder}
        aria-label={props.label}
        value={props.value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={onBlur}
        onKeyDown={(event) => {
          // Enter that ends a conversion of an input method is not meant for us.
          if (event.key === 'Enter' && !event.isComposing) onEnter?.()
        }}
      />
      {props.end}
    </div>
  )
}
