import type { AppState } from '../contract/state.ts'

/** User names that are no mail addresses: a log shall not keep them, and cannot know them by their form. */
export function personalWords(state: AppState | undefined): string[] {
  if (state === undefined) return []
  const { accounts, setup } = state
  return [...accounts.map(({ username }) => username), setup?.record.servers?.username ?? '']
}
