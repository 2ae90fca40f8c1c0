import type { HandStep } from '../../../electron/contract/repair.ts'
import { useApp } from '../../app-state.ts'
import { handSteps } from '../../guides/hand-steps.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { StepList } from '../../ui/guide-steps.tsx'
import { CheckAgain } from './check-again.tsx'

/** The same repair as steps in the program's own dialogs; those that it has already are ticked. */
export function ByHand({ steps }: { steps: readonly HandStep[] }) {
  const { t } = useApp()
  return (
    <Disclosure summary={t('ui.clients.by-hand')}>
      <StepList steps={handSteps(steps)} />
      <div class="line">
        <CheckAgain />
      </div>
    </Disclosure>
  )
}
