import type { Checked } from '../../../electron/contract/checked.ts'
import { useApp } from '../../app-state.ts'
import { AdviceList } from '../../ui/advice-list.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { adviceWords } from '../../window-words.ts'

/** What to do, the most useful first. It is open where mail cannot be sent. */
export function Advice({ checked: { canSend, report } }: { checked: Checked }) {
  const { t } = useApp()
  const steps = adviceWords(t, report)
  if (steps.length === 0) return null
  return (
    <Disclosure
      open={canSend !== true}
      summary={t(canSend === true ? 'ui.status.advice-mail-program' : 'ui.status.advice')}
    >
      <AdviceList steps={steps} />
    </Disclosure>
  )
}
