import { useSetup } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Pane } from '../../ui/pane.tsx'
import { inNeed } from '../clients/found.ts'
import { FoundClients, useClientsLead } from '../clients/found-clients.tsx'
import { GuideList } from '../clients/guide-list.tsx'
import { StepFoot } from './step-foot.tsx'
import { stepText } from './steps.ts'

/** The mail programs of this computer. What stays open here can be done later on the screen Mail clients. */
export function MailClientsStep() {
  const { state, setup, call, t } = useSetup()
  const { address, servers } = setup.record
  const accounts = servers === null ? [] : [{ id: address, address, ...servers }]
  const lead = useClientsLead()
  return (
    <Pane
      title={t('ui.clients.title')}
      lead={lead}
      stepText={stepText(t, 'mail-clients')}
      footer={
        <StepFoot back="test-mail">
          <Button variant="primary" onClick={() => void call('setup.go', { step: 'done' })}>
            {t('ui.clients.finish')}
          </Button>
        </StepFoot>
      }
    >
      <FoundClients guideAccounts={accounts} />
      {inNeed(state.clients).length > 0 && <p class="small dim">{t('ui.clients.later')}</p>}
      <GuideList accounts={accounts} />
    </Pane>
  )
}
