import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect, useRef } from 'preact/hooks'

/** What every pane says first, whichever it is. */
export const PaneNotice = createContext<ComponentChildren>(null)

type PaneProps = {
  title: string
  lead?: ComponentChildren
  /** "Step 2 of 5": read out before the title. */
  stepText?: string | undefined
  /** Buttons beside the title. */
  actions?: ComponentChildren
  footer?: ComponentChildren
  children: ComponentChildren
}

/** One screen beside the rail. The title has the focus when it appears. */
export function Pane({ title, lead, stepText, actions, footer, children }: PaneProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const notice = useContext(PaneNotice)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <main class="pane">
        <header class={actions === undefined ? 'pane-head' : 'pane-head row'}>
          <div class="pane-title">
            <h1 ref={heading} tabIndex={-1}>
              {stepText !== undefined && <span class="vh">{stepText} </span>}
              {title}
            </h1>
            {lead !== undefined && <p class="lead">{lead}</p>}
          </div>
          {actions !== undefined && <div class="line">{actions}</div>}
        </header>
        {notice}
        {children}
      </main>
      {footer !== undefined && <footer class="foot">{footer}</footer>}
    </>
  )
}
