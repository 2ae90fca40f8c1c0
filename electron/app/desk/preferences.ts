import { type Preferences, usualPreferences } from '../../contract/preferences.ts'
import { type Handlers, notNow } from '../../ipc/serve.ts'
import { hostOf } from '../host.ts'
import type { DeskContext } from './context.ts'
import { failureSentence } from '../../text/failure-text.ts'
import { languageFor } from './language.ts'

type PreferenceHandlers = Pick<Handlers, 'preferences.change' | 'login-item.set'>

/** What the person sets. It stands in the settings file, but for the start at login, which the system keeps. */
export function createPreferences(context: DeskContext, onReferences: () => void): PreferenceHandlers {
  const { services, store, desktop } = context
  return {
    'preferences.change': async (change) => {
      const references = change.references?.map(hostOf)
      if (references?.includes(null) === true) return notNow
      const next = (before: Preferences): Preferences => ({
        ...before,
        ...(change.language === undefined ? {} : { language: change.language }),
        ...(change.checkEveryMinutes === undefined ? {} : { checkEveryMinutes: change.checkEveryMinutes }),
        ...(change.quiet === undefined ? {} : { quiet: change.quiet }),
        ...(change.lookForUpdates === undefined ? {} : { lookForUpdates: change.lookForUpdates }),
        ...(references === undefined ? {} : { references: references.filter((host) => host !== null) }),
      })
      const saved = await services.accounts.update((settings) => ({
        ...settings,
        preferences: next(settings.preferences ?? usualPreferences),
      }))
      if (!saved.ok) {
        store.change(() => ({ problem: failureSentence(saved.error) }))
        return undefined
      }
      const preferences = saved.value.preferences ?? usualPreferences
      store.change(() => ({
        preferences,
        language: languageFor(preferences.language, desktop.systemLanguages),
      }))
      if (references !== undefined) onReferences()
      return undefined
    },
    'login-item.set': (on) => {
      desktop.loginItem.set(on)
      readLoginItem(context)
    },
  }
}

/** Puts into the state what the system says now. */
export function readLoginItem({ store, desktop }: Pick<DeskContext, 'store' | 'desktop'>): void {
  const startAtLogin = desktop.loginItem.read()
  store.change((state) => (state.startAtLogin === startAtLogin ? null : { startAtLogin }))
}
