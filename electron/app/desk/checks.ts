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

/** Checks this network whenever that is due, and tells the state. `onNetwork` hears when the network is another. */
export function createChecks(context: DeskContext, onNetwork: () => void): Checks {
  const { services, store, t, quit } = context
  const now = () => new Date(services.wallClock()).toISOString()
  const request = (): CheckRequest => ({
    ...plainRequest,
    references: store.current().preferences.references,
  })
  let since = ''
  let shownHost: string | null = null
  let known: { network: NetworkIdentity; kept: Kept | null } | null = null

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
    onKnown: (network, found) => {
      const isNews = known === null || !isSame(known.network, network)
      if (!isNews && known?.kept === found) return
      known = { network, kept: found }
      show(network, found)
      if (isNews) onNetwork()
    },
  })

  const show = (network: NetworkIdentity, found: Kept | null) => {
    const each = (found?.outcomes ?? []).map(({ account, outcome }) => ({
      id: account?.id ?? null,
      checked: checkedOf(outcome),
    }))
    store.change((state) => ({
      network,
      checking: null,
      checked: found === null ? offlineNow(now()) : worst(each.map(({ checked }) => checked)),
      accounts: state.accounts.map((account) => ({
        ...account,
        checked: each.find(({ id }) => id === account.id)?.checked ?? null,
      })),
    }))
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
