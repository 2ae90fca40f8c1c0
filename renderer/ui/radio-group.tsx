import { useId } from 'preact/hooks'

type RadioGroupProps<Value extends string> = {
  legend: string
  hideLegend?: boolean | undefined
  value: Value | null
  options: readonly { value: Value; label: string; hint?: string | undefined }[]
  onChange: (value: Value) => void
  /** Beside each other, where there is room. */
  row?: boolean | undefined
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const name = useId()
  const { value, onChange } = props
  return (
    <fieldset class={props.row === true ? 'choices row' : 'choices'}>
      <legend class={props.hideLegend === true ? 'vh' : 'legend-text'}>{props.legend}</legend>
      {props.options.map((option) => (
        <label class="choice" key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.hint !== undefined && <span class="choice-hint note faint">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
