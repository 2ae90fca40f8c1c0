import { render } from 'preact'
import { AppContext } from '../../../renderer/app-state.ts'
import { HistoryScreen } from '../../../renderer/screens/history/history.tsx'
import { loadTranslate } from '../../../renderer/text.ts'
import { Frame } from '../../../renderer/ui/frame.tsx'
import type { AppState } from '../../../electron/contract/state.ts'
import { histories } from './samples.ts'

/** The history screen by itself: ?lang=ja&sample=quarter */
const wanted = new URLSearchParams(location.search)
const language = wanted.get('lang') ?? 'en'
const name = (wanted.get('sample') ?? 'usual') as keyof typeof histories
const t = await loadTranslate(language)
const calls: unknown[] = []
Object.assign(globalThis, { calls })
const log = (call: string) => (input?: unknown) => void calls.push([call, input])
document.documentElement.lang = language
document.documentElement.dataset['os'] = 'linux'
const place = document.getElementById('app')
if (place === null) throw new Error('index.html has no #app')
render(
  <AppContext.Provider
    value={{ state: { language } as AppState, call: log('call') as never, t, show: () => undefined }}
  >
    <Frame layout="main" railLabel="Postern" rail={null}>
      <HistoryScreen
        view={histories[name]}
        onDays={log('days')}
        onRename={log('rename')}
        onExport={log('export')}
      />
    </Frame>
  </AppContext.Provider>,
  place,
)
