import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

type DisclosureProps = {
  summary: ComponentChildren
  open?: boolean | undefined
  onToggle?: ((open: boolean) => void) | undefined
  children: ComponentChildren
}

/** Detail that is one click away. */
export function Disclosure({ summary, open, onToggle, children }: DisclosureProps) {
  return (
    <details class="more" open={open} onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron" size={14} />
        {summary}
      </summary>
      <div class="more-body">{children}</div>
    </details>
  )
}
