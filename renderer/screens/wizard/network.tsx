import { useEffect } from 'preact/hooks'
import type { Checked, Checking } from '../../../electron/contract/checked.ts'
import type { Lanes } from '../../../electron/contract/lanes.ts'
import { useSetup } from '../../app-state.ts'
import { say } from '../../text.ts'
import { AdviceList } from '../../ui/advice-list.tsx'
import { Busy } from '../../ui/busy.tsx'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { NetworkPath } from '../../ui/network-path.tsx'
import { Pane } from '../../ui/pane.tsx'
import { useElapsed } from '../../ui/use-elapsed.ts'
import { Verdict } from '../../ui/verdict.tsx'
import { adviceWords } from '../../window-words.ts'
import { ReportCopied, useReport } from '../status/copy-report.tsx'
import { explanationKeys, heldOf, moreKey } from './network-words.ts'
import { StepFoot } from './step-foot.tsx'
import { stepText } from './steps.ts'

function untold(state: 'asking' | 'unknown'): Lanes {
  const rest = { state, ms: null, onlyFamily: null, used: false }
  return [
    { port: 25, ...rest },
    { port: 465, ...rest },
    { port: 587, ...rest },
  ]
}

/** Step 2: the way of the mail from here, as the check learns it. */
export function NetworkStep() {
  const { call, state, t, setup } = useSetup()
  const { checking, checkStopped, record } = setup
  const checked = checking === null ? setup.checked : null
  const isIdle = checking === null && checked === null && !checkStopped

  // After a restart the result is known, but not the picture: the network may be another one by now.
  useEffect(() => {
    if (isIdle) void call('setup.check')
  }, [isIdle])

  const kind = state.network?.kind ?? null
  return (
    <Pane
      title={t('ui.wizard.network')}
      lead={t('ui.network.lead')}
      stepText={stepText(t, 'network')}
      footer={
        <StepFoot back="address">
          <GoOn />
        </StepFoot>
      }
    >
      <NetworkPath
        lanes={(checking ?? checked)?.lanes ?? untold(checkStopped ? 'unknown' : 'asking')}
        network={state.network}
        server={record.servers?.submission.host ?? null}
        computer={kind === null || kind === 'other' ? null : t(`ui.path.link.${kind}`)}
        held={checked === null ? null : heldOf(checked)}
        since={checking?.since ?? null}
      />
      <Outcome checking={checking} checked={checked} />
    </Pane>
  )
}

/** On where signing in can be tried; else the account is kept as it is, unless a network is only waited for. */
function GoOn() {
  const { call, t, setup } = useSetup()
  const { checked, checking, checkStopped, record } = setup
  const isOver = checking === null && (checked !== null || checkStopped)
  if (isOver && checked !== null && record.network === null && heldOf(checked) === null)
    return (
      <Button variant="primary" onClick={() => void call('setup.continue-anyway')}>
        {t('ui.network.continue-anyway')}
      </Button>
    )
  return (
    <Button
      variant="primary"
      disabled={!isOver || record.network === null}
      onClick={() => void call('setup.go', { step: 'sign-in' })}
    >
      {t('ui.wizard.continue')}
    </Button>
  )
}

/** One verdict for all of it: a screen reader hears what changes in a place that was there before. */
function Outcome({ checking, checked }: { checking: Checking | null; checked: Checked | null }) {
  const { setup, t } = useSetup()
  const check = usePassingCall('setup.check')
  const stop = usePassingCall('setup.stop-check')
  const seconds = useElapsed(checking?.since ?? null)
  if (checked === null && setup.checkStopped)
    return (
      <Verdict mark="checking" line={t('ui.network.stopped')} more={t('ui.network.stopped.more')}>
        <Button icon="refresh" onClick={check}>
          {t('ui.network.check-again')}
        </Button>
      </Verdict>
    )
  if (checked === null)
    return (
      <Verdict mark="checking" line={suspicion()}>
        {checking !== null && (
          <Busy
            since={checking.since}
            text={t(seconds > 6 ? 'ui.network.takes-longer' : 'ui.network.takes')}
            onStop={stop}
          />
        )}
      </Verdict>
    )
  const more = moreKey(checked)
  return (
    <Verdict mark={checked.mark} line={say(t, checked.headline)} more={more === null ? undefined : t(more)}>
      <WaysOut checked={checked} />
      <Meaning checked={checked} />
    </Verdict>
  )

  function suspicion(): string {
    const suspected = checking?.suspected ?? null
    if (suspected === null) return t('ui.network.asking')
    return suspected.key.startsWith('outbound25.blocked')
      ? t('ui.network.seems-blocked')
      : t('ui.network.suspected', { sentence: say(t, suspected) })
  }
}

/** For a button that goes away with what it ends: the focus does not go with it. */
function usePassingCall(name: 'setup.check' | 'setup.stop-check'): () => void {
  const { call } = useSetup()
  return () => {
    void call(name)
    document.querySelector('h1')?.focus()
  }
}

function Meaning({ checked }: { checked: Checked }) {
  const { t } = useSetup()
  const explanations = explanationKeys(checked)
  const steps = adviceWords(t, checked.report)
  if (explanations.length === 0 && steps.length === 0) return null
  return (
    <Disclosure
      summary={t(checked.wayOut === 'edit-servers' ? 'ui.network.what-to-change' : 'ui.network.meaning')}
    >
      {explanations.map((key) => (
        <p key={key}>{t(key)}</p>
      ))}
      {steps.length > 0 && (
        <>
          <h2 class="h3">{t('ui.network.what-to-do')}</h2>
          <AdviceList steps={steps} />
        </>
      )}
    </Disclosure>
  )
}

function WaysOut({ checked: { wayOut, canSend } }: { checked: Checked }) {
  const { call, t } = useSetup()
  const { copied, copy } = useReport()
  const check = usePassingCall('setup.check')
  switch (wayOut) {
    case 'open-sign-in-page':
      return (
        <div class="line">
          <Button icon="send" onClick={() => void call('page.open', { page: 'captive-portal' })}>
            {t('ui.network.open-page')}
          </Button>
          <Button variant="plain" onClick={check}>
            {t('ui.network.check-now')}
          </Button>
        </div>
      )
    case 'edit-servers':
      return (
        <div class="line">
          <Button onClick={() => void call('setup.go', { step: 'address' })}>
            {t('ui.network.other-server')}
          </Button>
          <Button variant="plain" icon="refresh" onClick={check}>
            {t('ui.network.check-again')}
          </Button>
        </div>
      )
    case 'check-again':
      return (
        <>
          <div class="line">
            <Button icon="refresh" onClick={check}>
              {t('ui.network.check-again')}
            </Button>
            <Button variant="plain" icon="copy" onClick={() => copy(false)}>
              {t('ui.report.copy')}
            </Button>
          </div>
          <ReportCopied copied={copied} onCopy={copy} />
        </>
      )
    case null:
      // A network is waited for; whoever does not want to wait asks.
      return canSend === true ? null : (
        <Button icon="refresh" onClick={check}>
          {t('ui.network.check-now')}
        </Button>
      )
    case 'sign-in':
    case 'add-account':
      return null
  }
}
