import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

type ClientRowProps = {
  icon: IconName
  name: string
  note: string
  /** Level of the name in the outline of the screen. */
  level: 2 | 3
  chip?: ComponentChildren
}

/** The row of a mail program that can be opened: its name, and what is to be said of it in short. */
export function ClientRow({ icon, name, note, level, chip }: ClientRowProps) {
  return (
    <summary>
      <span class="tile">
        <Icon name={icon} size={20} />
      </span>
      <div class="grow">
        {level === 2 ? <h2 class="h3">{name}</h2> : <h3>{name}</h3>}
        <p class="note faint">{note}</p>
      </div>
      {chip}
      <span class="chev">
        <Icon name="chevron" />
      </span>
    </summary>
  )
}
