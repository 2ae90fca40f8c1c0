import { render } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import type { AppState } from '../electron/contract/state.ts'
import type { Translate } from '../electron/text/translate.ts'
import { watchState } from './app-state.ts'
import { AppView } from './app.tsx'
import { client, reportErrors } from './client.ts'
import { loadTranslate } from './text.ts'

/**
 * Shows nothing until the state and the words of its language are there: both come from this computer. They are asked for
 * at once, and not after the next picture: a window that is not shown yet draws none.
 */
function Root() {
  const [state, setState] = useState<AppState | null>(null)
  const [words, setWords] = useState<{ language: string; t: Translate } | null>(null)
  const language = state?.language ?? null
  const platform = state?.platform ?? null

  useLayoutEffect(() => watchState(client, setState), [])

  useLayoutEffect(() => {
    if (language === null) return
    let wanted = true
    void loadTranslate(language).then((t) => {
      if (!wanted) return
      document.documentElement.lang = language
      setWords({ language, t })
    })
    return () => {
      wanted = false
    }
  }, [language])

  useLayoutEffect(() => {
    if (platform !== null) document.documentElement.dataset['os'] = platform
  }, [platform])

  return state === null || words === null ? null : <AppView state={state} client={client} t={words.t} />
}

const place = document.getElementById('app')
if (place === null) throw new Error('index.html has no #app')
reportErrors()
render(<Root />, place)
