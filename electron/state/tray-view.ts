import type { Mark } from '../contract/checked.ts'
import type { Sentence } from '../contract/sentence.ts'
import type { AppState } from '../contract/state.ts'

/** The tray as a person meets it, before it has words. */
export type TrayView = {
  mark: Mark
  /** The verdict in one sentence: the tooltip, and the first line of the menu. */
  verdict: Sentence
  /** When the last check ended; null: there was none. */
  checkedAt: string | null
  canCheck: boolean
  canSendTest: boolean
  /** Null: this system does not tell, so there is no such entry. */
  startAtLogin: boolean | null
}

export function trayView(state: AppState): TrayView {
  const { checked, checking, accounts, startAtLogin } = state
  return {
    mark: checking === null ? (checked?.mark ?? 'checking') : 'checking',
    verdict: verdictOf(state),
    checkedAt: checked?.at ?? null,
    canCheck: checking === null,
    canSendTest: accounts.some(({ testMail }) => testMail.kind !== 'under-way'),
    startAtLogin,
  }
}

function verdictOf({ checked, checking }: AppState): Sentence {
  if (checking !== null) return checking.suspected ?? { key: 'tray.checking', params: {} }
  return checked?.headline ?? { key: 'tray.not-checked', params: {} }
}
