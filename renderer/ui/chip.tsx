import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

type ChipProps = {
  tone: 'way' | 'care' | 'stop' | 'dim'
  icon?: IconName | undefined
  children: ComponentChildren
}

/** A word about something, with its mark: colour never says it alone. */
export function Chip({ tone, icon, children }: ChipProps) {
  return (
    <span class={`chip ${tone}`}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </span>
  )
}
