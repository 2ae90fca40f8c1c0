import type { ComponentChildren } from 'preact'
import type { SetupStep } from '../../../electron/contract/setup.ts'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'

type StepFootProps = {
  /** The step before. */
  back: SetupStep
  /** The one thing to press. */
  children: ComponentChildren
}

export function StepFoot({ back, children }: StepFootProps) {
  const { call, t } = useApp()
  return (
    <>
      <Button variant="plain" onClick={() => void call('setup.go', { step: back })}>
        {t('ui.wizard.back')}
      </Button>
      <span class="gap" />
      {children}
    </>
  )
}
