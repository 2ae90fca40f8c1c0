import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Icon, type IconName } from '../../ui/icon.tsx'

type OutcomeProps = {
  tone: 'way' | 'care' | 'stop'
  title: string
  /** What there is to press. */
  action?: ComponentChildren
  children: ComponentChildren
}

const icons: Record<OutcomeProps['tone'], IconName> = { way: 'check', care: 'alert', stop: 'close' }

/** What came of something in a card, or what it waits for. useOutcomeFocus leads the person there. */
export function Outcome({ tone, title, action, children }: OutcomeProps) {
  const id = useId()
  return (
    <section
      class={`panel outcome ${tone}`}
      tabIndex={-1}
      role="group"
      aria-labelledby={id}
      aria-describedby={`${id}-more`}
    >
      <Icon name={icons[tone]} size={20} />
      <div class="panel-body">
        <div>
          <h3 id={id}>{title}</h3>
          <div class="small dim" id={`${id}-more`}>
            {children}
          </div>
        </div>
        {action}
      </div>
    </section>
  )
}
