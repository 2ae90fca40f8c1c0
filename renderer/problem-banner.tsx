import { useApp } from './app-state.ts'
import { say } from './text.ts'
import { Button } from './ui/button.tsx'
import { Panel } from './ui/panel.tsx'

/** Something that should not have happened. It is told once: whoever presses OK has seen it. */
export function ProblemBanner() {
  const { state, call, t } = useApp()
  if (state.problem === null) return null
  return (
    <Panel tone="care" icon="alert" title={say(t, state.problem)}>
      <Button
        small
        onClick={() => {
          void call('state.problem-seen')
          // The button goes away, and the focus with it.
          document.querySelector('h1')?.focus()
        }}
      >
        {t('ui.problem.dismiss')}
      </Button>
    </Panel>
  )
}
