import { useEffect, useState } from 'preact/hooks'
import type { AppState, Screen } from '../electron/contract/state.ts'
import type { Client } from '../electron/ipc/client.ts'
import type { Translate } from '../electron/text/translate.ts'
import { AppContext } from './app-state.ts'
import { ProblemBanner } from './problem-banner.tsx'
import { ClientsScreen } from './screens/clients/clients.tsx'
import { NeedsYou } from './screens/clients/needs-you.tsx'
import { HistoryScreen } from './screens/history/history.tsx'
import { SettingsScreen } from './screens/settings/settings.tsx'
import { UpdateHint } from './screens/settings/update-hint.tsx'
import { StatusScreen } from './screens/status/status.tsx'
import { Wizard } from './screens/wizard/wizard.tsx'
import { timeOfDay } from './ui/dates.ts'
import { Frame } from './ui/frame.tsx'
import { Icon, type IconName } from './ui/icon.tsx'
import { MarkGlyph } from './ui/mark-glyph.tsx'
import { PaneNotice } from './ui/pane.tsx'

type AppViewProps = { state: AppState; client: Client; t: Translate }

/** The wizard while a setup is open, otherwise the main window. */
export function AppView({ state, client, t }: AppViewProps) {
  const [screen, show] = useState<Screen>('status')
  useEffect(() => client.on('show', (wanted) => show(wanted.screen)), [client])
  return (
    <AppContext.Provider value={{ state, call: client.call, t, show }}>
      <PaneNotice.Provider value={<ProblemBanner />}>
        {state.setup === null ? <MainWindow screen={screen} onShow={show} state={state} t={t} /> : <Wizard />}
      </PaneNotice.Provider>
    </AppContext.Provider>
  )
}

const places: readonly { screen: Screen; icon: IconName | null }[] = [
  { screen: 'status', icon: null },
  { screen: 'history', icon: 'clock' },
  { screen: 'clients', icon: 'mail' },
  { screen: 'settings', icon: 'settings' },
]

type MainWindowProps = {
  screen: Screen
  onShow: (screen: Screen) => void
  state: AppState
  t: Translate
}

function MainWindow({ screen, onShow, state, t }: MainWindowProps) {
  return (
    <Frame layout="main" railLabel={t('ui.app.screens')} rail={rail()}>
      {screenOf(screen)}
    </Frame>
  )

  function rail() {
    return (
      <>
        <ul class="nav">
          {places.map(({ screen: place, icon }) => (
            <li key={place}>
              <button
                type="button"
                aria-current={place === screen ? 'page' : undefined}
                onClick={() => onShow(place)}
              >
                {icon === null ? <MarkGlyph mark="ok" size={18} /> : <Icon name={icon} />}
                {t(`ui.app.${place}`)}
                {place === 'clients' && <NeedsYou />}
                {place === 'settings' && <UpdateHint />}
              </button>
            </li>
          ))}
        </ul>
        {state.checked !== null && !state.remembered && (
          <p class="rail-foot note">
            {t('ui.app.last-check', { time: timeOfDay(state.checked.at, state.language) })}
          </p>
        )}
      </>
    )
  }
}

function screenOf(screen: Screen) {
  switch (screen) {
    case 'status':
      return <StatusScreen />
    case 'history':
      return <HistoryScreen />
    case 'clients':
      return <ClientsScreen />
    case 'settings':
      return <SettingsScreen />
  }
}
