import type { Mark } from '../../../electron/contract/checked.ts'
import { useSetup } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { MarkGlyph } from '../../ui/mark-glyph.tsx'
import { Pane } from '../../ui/pane.tsx'
import { Switch } from '../../ui/switch.tsx'
import { toneOf } from '../../ui/verdict.tsx'

const marks: readonly Mark[] = ['ok', 'via587', 'attention', 'blocked', 'offline', 'checking']

/** What the icon in the tray will say from now on. */
export function DoneStep() {
  const { state, setup, call, t } = useSetup()
  const isMac = state.platform === 'macos'
  const canSend = setup.record.network?.canSend === true && setup.record.signedIn !== null
  return (
    <Pane
      title={t(canSend ? 'ui.done.title' : 'ui.done.title-cannot')}
      lead={t(isMac ? 'ui.done.lead-macos' : 'ui.done.lead')}
      footer={
        <>
          <span class="gap" />
          <Button onClick={() => void call('setup.finish')}>{t('ui.done.open')}</Button>
          <Button variant="primary" onClick={() => void call('setup.finish').then(() => window.close())}>
            {t('ui.done.close')}
          </Button>
        </>
      }
    >
      <Card>
        <div class="stack loose">
          <h2>{t(isMac ? 'ui.done.icons-macos' : 'ui.done.icons')}</h2>
          <ul class="two marks">
            {marks.map((mark) => (
              <li key={mark}>
                <span class={`mark ${toneOf(mark)}`}>
                  <MarkGlyph mark={mark} size={28} />
                </span>
                <span class="small">
                  <b>{t(`ui.mark.${mark}`)}</b>
                  <br />
                  <span class="dim">{t(`ui.mark.${mark}-what`)}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      </Card>
      {state.startAtLogin !== null && (
        <Card>
          <label class="line between">
            <span>
              <b>{t('ui.start-at-login')}</b>
              <br />
              <span class="small dim" id="start-at-login-why">
                {t('ui.start-at-login.why')}
              </span>
            </span>
            <Switch
              checked={state.startAtLogin}
              label={t('ui.start-at-login')}
              describedBy="start-at-login-why"
              onChange={(on) => void call('login-item.set', on)}
            />
          </label>
        </Card>
      )}
    </Pane>
  )
}
