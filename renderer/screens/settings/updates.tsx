import { type RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useApp } from '../../app-state.ts'
import { announce } from '../../ui/announce.ts'
import { Busy } from '../../ui/busy.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useElapsed } from '../../ui/use-elapsed.ts'
import { useNow } from '../status/use-now.ts'
import { isChangingClients, type KnownUpdate, updateWords } from './update-words.ts'

/** Says why the restart has to wait. */
const notNow = 'restart-not-now'

/** Newer versions of Postern itself. */
export function Updates() {
  const { state, t } = useApp()
  const heading = useRef<HTMLHeadingElement>(null)
  return (
    <section class="set">
      <h2 ref={heading} tabIndex={-1}>
        {t('ui.updates.title')}
      </h2>
      <Card rows>
        <UpdateRow heading={heading} />
        {state.updates.state !== 'off' && <ByItself />}
      </Card>
    </section>
  )
}

function UpdateRow({ heading }: { heading: RefObject<HTMLHeadingElement | null> }) {
  const { state, call, t } = useApp()
  const { updates, language, clients } = state
  const known = useKnown()
  const now = useNow()
  const { tone, icon, title, notes } = updateWords(t, known, { language, now })
  const onPress = useOutcome(title, heading)
  const since = useLookingSince()
  const isSlow = useElapsed(since) >= 1
  const press = (name: 'updates.look' | 'updates.stop') => {
    onPress()
    void call(name)
  }
  return (
    <li class="row update">
      <span class={`update-icon ${tone}`}>
        <Icon name={icon} size={20} />
      </span>
      <div class="grow">
        {since !== null && isSlow ? (
          <Busy since={since} text={t('ui.updates.looking')} onStop={() => press('updates.stop')} />
        ) : (
          <>
            <p>{title}</p>
            {notes.map((note) => (
              <p key={note} class="note faint">
                {note}
              </p>
            ))}
            {updates.state === 'ready' && isChangingClients(clients) && (
              <p class="note faint" id={notNow}>
                {t('ui.updates.not-now')}
              </p>
            )}
            {updates.state === 'downloading' && <Progress percent={updates.percent} label={title} />}
          </>
        )}
      </div>
      <UpdateButton known={known} onPress={press} />
    </li>
  )
}

type UpdateButtonProps = { known: KnownUpdate; onPress: (name: 'updates.look' | 'updates.stop') => void }

/** Each has a key, so that none becomes another one under a finger that presses twice. */
function UpdateButton({ known, onPress }: UpdateButtonProps) {
  const { state, call, t } = useApp()
  const busy = state.updates.state === 'looking'
  switch (known.state) {
    case 'off':
      return null
    case 'current':
    case 'failed':
      return (
        <Button key="look" small busy={busy} onClick={() => onPress('updates.look')}>
          {t(known.state === 'failed' ? 'ui.updates.look-again' : 'ui.updates.look')}
        </Button>
      )
    case 'downloading':
      return (
        <Button key="stop" small onClick={() => onPress('updates.stop')}>
          {t('ui.busy.stop')}
        </Button>
      )
    case 'ready':
      return (
        <Button
          key="restart"
          small
          variant="primary"
          disabled={isChangingClients(state.clients)}
          describedBy={notNow}
          onClick={() => void call('updates.install')}
        >
          {t('ui.updates.restart')}
        </Button>
      )
  }
}

function Progress({ percent, label }: { percent: number; label: string }) {
  const { t } = useApp()
  return (
    <div class="progress-line">
      <progress max={100} value={percent} aria-label={label} />
      <span class="note faint">{t('ui.updates.percent', { percent })}</span>
    </div>
  )
}

function ByItself() {
  const { state, call, t } = useApp()
  return (
    <li class="row">
      <div class="grow">
        <p>{t('ui.updates.by-itself')}</p>
        <p class="note faint" id="by-itself-what">
          {t('ui.updates.by-itself-what')}
        </p>
      </div>
      <Switch
        checked={state.preferences.lookForUpdates !== false}
        label={t('ui.updates.by-itself')}
        describedBy="by-itself-what"
        onChange={(on) => void call('preferences.change', { lookForUpdates: on })}
      />
    </li>
  )
}

/** What was known before it began to look again. */
function useKnown(): KnownUpdate {
  const { updates } = useApp().state
  const known = useRef<KnownUpdate>({ state: 'current', checkedAt: null })
  if (updates.state !== 'looking') known.current = updates
  return known.current
}

function useLookingSince(): string | null {
  const isLooking = useApp().state.updates.state === 'looking'
  const [since, setSince] = useState<string | null>(null)
  useEffect(() => setSince(isLooking ? new Date().toISOString() : null), [isLooking])
  return since
}

/**
 * What comes of a press is read out, and what comes by itself is not. Where the pressed button is gone by then, the title
 * gets the focus.
 */
function useOutcome(outcome: string, heading: RefObject<HTMLHeadingElement | null>): () => void {
  const { state: kind } = useApp().state.updates
  const isAwaited = useRef(false)
  useEffect(() => {
    if (!isAwaited.current) return
    if (document.activeElement === document.body) heading.current?.focus()
    if (kind === 'looking' || kind === 'downloading') return
    isAwaited.current = false
    announce(outcome)
    // Said as it is when it changes: later it may read "1 minute ago".
  }, [kind])
  return () => {
    isAwaited.current = true
  }
}
