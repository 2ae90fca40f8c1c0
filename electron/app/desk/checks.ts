import type { Account } from '../../contract/account.ts'
import type { Checked } from '../../contract/checked.ts'
import { type NetworkIdentity, offline } from '../../contract/network.ts'
import { lanesOf } from '../../state/lanes.ts'
import { worst } from '../../state/mark.ts'
import { check, type CheckProgress, type CheckRequest, plainRequest } from '../check.ts'
import { type Kept, keepChecking } from '../keep-checking.ts'
import { checkedOf, checkingOf, checkingSince } from './checked.ts'
import type { DeskContext } from './context.ts'
import type { CheckServer } from './setup/network-step.ts'

export type Checks = {
  run: () => Promise<void>
  again: () => void
  stop: () => void
  /** One check of a server that is being set up; null: ended by `signal`. */
  checkServer: CheckServer
}

/** What the state tells of this network. */
type Known = { network: NetworkIdentity; kept: Kept | null; remembered: boolean }

/** Checks this network whenever that is due, and tells the state. `onNetwork` hears when the network is another. */
export function createChecks(context: DeskContext, onNetwork: (network: NetworkIdentity) => void): Checks {
  const { services, store, t, quit } = context
  const now = () => new Date(services.wallClock()).toISOString()
  const request = (): CheckRequest => ({
    ...plainRequest,
    references: store.current().preferences.references,
  })
  let since = ''
  let shownHost: string | null = null
  let known: Known | null = null

  const kept = keepChecking({
    services,
    translate: t,
    request,
    everyMs: () => store.current().preferences.checkEveryMinutes * 60_000,
    signal: quit,
    onChecking: ([first]: readonly Account[]) => {
      since = now()
      shownHost = first?.submission.host ?? null
      store.change(() => ({ checking: checkingSince(since) }))
    },
    onProgress: (progress) => {
      const server = shownHost === null ? null : { host: shownHost, index: 0 }
      const checking = checkingOf(since, progress, server)
      store.change((state) => (isSame(state.checking, checking) ? null : { checking }))
    },
    onBrokenOff: () => store.change(() => ({ checking: null })),
    onArrival: (network, found) =>
      tell({ network, kept: found, remembered: found !== null }, found === null ? null : shownOf(found)),
    onKnown: (network, found) =>
      tell({ network, kept: found, remembered: false }, found === null ? offlineNow(now()) : shownOf(found)),
  })

  const shownOf = (found: Kept): Checked | null => {
    const checked = worstOf(found)
    // Where all accounts are paused, the network alone is checked.
    const isAdded = store.current().accounts.length > 0
    return checked?.wayOut === 'add-account' && isAdded ? { ...checked, wayOut: null } : checked
  }

  const tell = (next: Known, checked: Checked | null) => {
    const { network, kept: found, remembered } = next
    const isNews = !isSame(known?.network, network)
    if (!isNews && known?.kept === found && known.remembered === remembered) return
    known = next
    store.change(({ accounts }) => ({
      network,
      checking: null,
      checked,
      remembered,
      accounts: accounts.map((account) => ({ ...account, checked: checkedFor(account.id, found) })),
    }))
    if (isNews) onNetwork(network)
  }

  return {
    run: kept.run,
    again: kept.again,
    stop: kept.stop,
    checkServer: async (host, account, signal, onChecking) => {
      const started = now()
      onChecking(checkingSince(started))
      const onProgress = (progress: CheckProgress) =>
        onChecking(checkingOf(started, progress, { host, index: 0 }))
      const wanted = { ...request(), servers: [{ host, account }] }
      const [outcome] =
        (await check(wanted, services, t(), AbortSignal.any([signal, quit]), onProgress)) ?? []
      return outcome === undefined ? null : checkedOf(outcome)
    },
  }
}

function worstOf({ outcomes }: Kept): Checked | null {
  return worst(outcomes.map(({ outcome }) => checkedOf(outcome)))
}

function checkedFor(id: string, kept: Kept | null): Checked | null {
  const found = kept?.outcomes.find(({ account }) => account?.id === id)
  return found === undefined ? null : checkedOf(found.outcome)
}

/** Without a network there is nothing to check. */
function offlineNow(at: string): Checked {
  const outbound25 = {
    verdict: 'offline',
    mechanism: null,
    confidence: 'confirmed',
    families: { ipv4: null, ipv6: null },
    exceptions: [],
    hints: [],
    evidence: [],
  } as const
  const { id, gateway } = offline
  return {
    at,
    mark: 'offline',
    headline: { key: 'outbound25.offline', params: {} },
    lanes: lanesOf({ outbound25: { ...outbound25, exceptions: [] }, server: null, seen: [], running: false }),
    wayOut: null,
    canSend: null,
    report: {
      schema: 1,
      startedAt: at,
      durationMs: 0,
      timing: { suspectedMs: null, confirmedMs: null },
      network: { id, gateway, families: { ipv4: false, ipv6: false } },
      outbound25: { ...outbound25, exceptions: [], hints: [], evidence: [] },
      server: null,
      advice: [],
    },
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
