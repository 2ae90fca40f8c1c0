import type { ComponentChildren, Ref } from 'preact'
import { Icon, type IconName } from './icon.tsx'

type ButtonProps = {
  variant?: 'primary' | 'plain' | 'link' | undefined
  small?: boolean | undefined
  /** It has been pressed and works on it. */
  busy?: boolean | undefined
  icon?: IconName | undefined
  disabled?: boolean | undefined
  /** Submits the form of this id instead. */
  form?: string | undefined
  label?: string | undefined
  describedBy?: string | undefined
  buttonRef?: Ref<HTMLButtonElement> | undefined
  onClick?: (() => void) | undefined
  children: ComponentChildren
}

/** A disabled button keeps its place in the order of Tab, so that a person finds it and hears why. */
export function Button(props: ButtonProps) {
  const { variant, small, busy = false, icon, disabled = false, form, onClick } = props
  const inert = disabled || busy
  return (
    <button
      ref={props.buttonRef ?? null}
      type={form === undefined ? 'button' : 'submit'}
      form={form}
      class={['btn', variant, small === true && 'sm'].filter(Boolean).join(' ')}
      aria-disabled={inert ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      onClick={(event) => {
        if (inert) event.preventDefault()
        else onClick?.()
      }}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span class="btn-text">{props.children}</span>
    </button>
  )
}
