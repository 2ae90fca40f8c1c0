import type { SetupStep } from '../../../electron/contract/setup.ts'
import { useSetup } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Frame } from '../../ui/frame.tsx'
import { Icon } from '../../ui/icon.tsx'
import { AddressStep } from './address.tsx'
import { DoneStep } from './done.tsx'
import { MailClientsStep } from './mail-clients.tsx'
import { NetworkStep } from './network.tsx'
import { SignInStep } from './sign-in.tsx'
import { numbered, type StepLook, stepLooks, stepResult } from './steps.ts'
import { TestMailStep } from './test-mail.tsx'
import { WelcomeStep } from './welcome.tsx'

/** The first run, and the setup of each account after it. */
export function Wizard() {
  const { call, t, setup } = useSetup()
  return (
    <Frame
      layout="wizard"
      railLabel={t('ui.wizard.label')}
      rail={
        <>
          <ol class="stepper">
            {stepLooks(setup).map((look) => (
              <Step key={look.step} look={look} />
            ))}
          </ol>
          <div class="rail-foot note">
            <p class="rail-text">{t('ui.wizard.any-time')}</p>
            {setup.step !== 'done' && (
              <Button variant="link" onClick={() => void call('setup.leave')}>
                {t('ui.wizard.leave')}
              </Button>
            )}
          </div>
        </>
      }
    >
      {paneOf(setup.step)}
    </Frame>
  )
}

function paneOf(step: SetupStep) {
  switch (step) {
    case 'welcome':
      return <WelcomeStep />
    case 'address':
      return <AddressStep />
    case 'network':
      return <NetworkStep />
    case 'sign-in':
      return <SignInStep />
    case 'test-mail':
      return <TestMailStep />
    case 'mail-clients':
      return <MailClientsStep />
    case 'done':
      return <DoneStep />
  }
}

function Step({ look: { step, mark, reachable } }: { look: StepLook }) {
  const { call, t, setup } = useSetup()
  const here = setup.step === step
  const result = here ? null : stepResult(t, step, setup.record)
  const content = (
    <>
      <span class="step-dot" aria-hidden="true">
        {mark === 'none' || here ? (
          numbered.indexOf(step) + 1
        ) : (
          <Icon name={mark === 'done' ? 'check' : 'minus'} size={16} />
        )}
      </span>
      <span class="step-label">
        {t(`ui.wizard.${step}`)}
        {mark !== 'none' && <span class="vh"> {t(`ui.wizard.mark.${mark}`)}</span>}
      </span>
    </>
  )
  return (
    <li
      class={['step', here ? 'is-here' : mark === 'done' && 'is-done'].filter(Boolean).join(' ')}
      aria-current={here ? 'step' : undefined}
    >
      {reachable && !here ? (
        <button type="button" class="step-go" onClick={() => void call('setup.go', { step })}>
          {content}
        </button>
      ) : (
        <span class="step-go">{content}</span>
      )}
      {result !== null && <span class="step-result">{result}</span>}
    </li>
  )
}
