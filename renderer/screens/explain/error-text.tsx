import { useFieldAttributes } from '../../ui/field.tsx'

type ErrorTextProps = { value: string; onInput: (value: string) => void }

/** As many lines as it takes, up to what the main process takes. */
export function ErrorText({ value, onInput }: ErrorTextProps) {
  const attributes = useFieldAttributes()
  return (
    <div class="input error-text" data-invalid={attributes['aria-invalid'] === undefined ? undefined : ''}>
      <textarea
        {...attributes}
        rows={3}
        maxLength={4_096}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  )
}
