import { useSetup } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Pane } from '../../ui/pane.tsx'
import { GuideList } from '../clients/guide-list.tsx'
import { StepFoot } from './step-foot.tsx'
import { stepText } from './steps.ts'

/** How each mail program is set right by hand, with the values of the account that has just been set up. */
export function MailClientsStep() {
  const { setup, call, t } = useSetup()
  const { address, servers } = setup.record
  return (
    <Pane
      title={t('ui.clients.title')}
      lead={t('ui.clients.lead-wizard')}
      stepText={stepText(t, 'mail-clients')}
      footer={
        <StepFoot back="test-mail">
          <Button variant="primary" onClick={() => void call('setup.go', { step: 'done' })}>
            {t('ui.clients.finish')}
          </Button>
        </StepFoot>
      }
    >
      {servers !== null && (
        <GuideList
          account={{
            address,
            username: servers.username,
            submission: servers.submission,
            incoming: servers.incoming,
          }}
        />
      )}
    </Pane>
  )
}
