import { useApp } from '../app-state.ts'
import { Button } from './button.tsx'
import { useElapsed } from './use-elapsed.ts'

type BusyProps = {
  /** When it began (ISO time). */
  since: string
  text: string
  onStop?: (() => void) | undefined
}

/** What is under way, once it has taken longer than a second: a sentence, the seconds, and a way to end it. */
export function Busy({ since, text, onStop }: BusyProps) {
  const { t } = useApp()
  const seconds = useElapsed(since)
  if (seconds < 1) return null
  return (
    <p class="busy small">
      <span role="status">{text}</span>
      <span class="faint">{t('ui.busy.seconds', { seconds })}</span>
      {onStop !== undefined && (
        <Button small onClick={onStop}>
          {t('ui.busy.stop')}
        </Button>
      )}
    </p>
  )
}
