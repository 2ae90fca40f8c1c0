import type { Mark } from '../contract/checked.ts'
import type { Sentence } from '../contract/sentence.ts'
import type { AppState } from '../contract/state.ts'
import { worst } from './mark.ts'

/** The tray as a person meets it, before it has words. */
export type TrayView = {
  mark: Mark
  /** The verdict in one sentence: the tooltip, and the first line of the menu. */
  verdict: Sentence
  /** What the verdict is of: an earlier visit, until a fresh check is over; the network alone, where all accounts are paused. */
  of: 'now' | 'earlier-visit' | 'network-alone'
  /** Where it is not the same for all accounts: one of those whose it is, and how many more there are. */
  whose: { address: string; others: number } | null
  /** When the last check ended; null: there was none. */
  checkedAt: string | null
  canCheck: boolean
  canSendTest: boolean
  /** Null: this system does not tell, so there is no such entry. */
  startAtLogin: boolean | null
}

/** The tray shows the worst of the accounts; those that are paused do not count. */
export function trayView(state: AppState): TrayView {
  const { checking, remembered, accounts, startAtLogin } = state
  const watched = accounts.filter(({ paused }) => paused !== true)
  const checked = worst(watched.flatMap((account) => account.checked ?? [])) ?? state.checked
  const isAsking = checking !== null && !remembered
  const asking: Sentence = checking?.suspected ?? { key: 'tray.checking', params: {} }
  return {
    mark: isAsking ? 'checking' : (checked?.mark ?? 'checking'),
    verdict: isAsking ? asking : (checked?.headline ?? { key: 'tray.not-checked', params: {} }),
    of:
      remembered && checked !== null
        ? 'earlier-visit'
        : accounts.length > 0 && watched.length === 0
          ? 'network-alone'
          : 'now',
    whose: isAsking || checked === null ? null : whoseIs(checked.headline, watched),
    checkedAt: checked?.at ?? null,
    canCheck: checking === null,
    canSendTest: accounts.some(({ testMail }) => testMail.kind !== 'under-way'),
    startAtLogin,
  }
}

function whoseIs(headline: Sentence, watched: AppState['accounts']): TrayView['whose'] {
  const theirs = watched.filter(
    ({ checked }) => JSON.stringify(checked?.headline) === JSON.stringify(headline),
  )
  const [first, ...others] = theirs
  if (first === undefined || theirs.length === watched.length) return null
  return { address: first.address, others: others.length }
}
