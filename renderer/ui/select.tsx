import { useFieldAttributes } from './field.tsx'
import { Icon } from './icon.tsx'

type SelectProps<Value extends string> = {
  value: Value
  options: readonly { value: Value; label: string; lang?: string | undefined }[]
  onChange: (value: Value) => void
  small?: boolean | undefined
  /** Where no Field names it. */
  label?: string | undefined
}

export function Select<Value extends string>({ value, options, onChange, small, label }: SelectProps<Value>) {
  return (
    <div class={small === true ? 'input sm' : 'input'}>
      <select
        {...useFieldAttributes()}
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options[event.currentTarget.selectedIndex]
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size={16} />
    </div>
  )
}
