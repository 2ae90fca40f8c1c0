type SwitchProps = {
  checked: boolean
  onChange: (checked: boolean) => void
  label: string
  describedBy?: string | undefined
  disabled?: boolean | undefined
}

export function Switch({ checked, onChange, label, describedBy, disabled }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      class="switch"
      aria-label={label}
      aria-describedby={describedBy}
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
