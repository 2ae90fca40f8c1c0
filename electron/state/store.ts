import type { AppState } from '../contract/state.ts'

/** The one place where the state of the app is. Each change is a new revision, and every listener hears of it. */
export type StateStore = {
  current: () => AppState
  /** Puts the parts that `change` gives into the state; null changes nothing. */
  change: (change: (state: AppState) => Partial<Omit<AppState, 'revision'>> | null) => void
  /** Gives the function that ends the subscription. */
  onChange: (listener: (state: AppState, before: AppState) => void) => () => void
}

export function createStateStore(initial: Omit<AppState, 'revision'>): StateStore {
  let current: AppState = { ...initial, revision: 0 }
  const listeners = new Set<(state: AppState, before: AppState) => void>()
  return {
    current: () => current,
    change: (change) => {
      const parts = change(current)
      if (parts === null) return
      const before = current
      current = { ...before, ...parts, revision: before.revision + 1 }
      for (const listener of listeners) listener(current, before)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
