import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { announce } from './announce.ts'
import { Icon, type IconName } from './icon.tsx'

type PanelProps = {
  tone: 'way' | 'care' | 'stop' | 'dim'
  icon: IconName
  title: string
  /** It asks or explains something that has to be read now: it gets the focus when it appears. */
  takesFocus?: boolean | undefined
  children?: ComponentChildren
}

/** What came of something, or a question about it. What does not get the focus is read out. */
export function Panel({ tone, icon, title, takesFocus = false, children }: PanelProps) {
  const id = useId()
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (takesFocus) section.current?.focus()
    else announce(title)
  }, [takesFocus, title])
  return (
    <section
      ref={section}
      class={`panel ${tone}`}
      tabIndex={takesFocus ? -1 : undefined}
      role="group"
      aria-labelledby={id}
    >
      <Icon name={icon} size={20} />
      <div class="panel-body">
        <h2 class="h3" id={id}>
          {title}
        </h2>
        {children}
      </div>
    </section>
  )
}
