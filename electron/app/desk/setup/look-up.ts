import { parseAddress } from '../../../accounts/address.ts'
import type { UsableCandidate } from '../../../contract/discovery.ts'
import type { Lookup, LookupFailure, SetupRecord, SetupServers } from '../../../contract/setup.ts'
import { builtInIspdb } from '../../../discovery/discover.ts'
import { findIncoming } from '../../../discovery/guess-incoming.ts'
import { type Handlers, notNow } from '../../../ipc/serve.ts'
import { sameAddress } from '../../add-account.ts'
import { settingsOf } from '../../discover.ts'
import { hostOf } from '../../host.ts'
import type { DeskContext } from '../context.ts'
import { failureSentence } from '../../../text/failure-text.ts'
import { withAddress, withServers } from './setup-record.ts'
import type { Wizard } from './wizard.ts'

export type LookUp = {
  handlers: Pick<Handlers, 'setup.look-up' | 'setup.use-servers'>
  /** Searches again where the setup was left in the middle of it. */
  resume: () => void
  /** Tries again where there was no network. */
  networkChanged: () => void
}

/** Step 1: the servers of an address, found or typed. */
export function createLookUp({ services, store }: DeskContext, wizard: Wizard): LookUp {
  const { turns } = wizard

  const lookUp = (typed: string) => {
    const open = wizard.current()
    if (open === null) return
    const parsed = parseAddress(typed)
    const address = parsed.ok ? parsed.value.address : typed
    if (address !== open.record.address) wizard.change({ accountId: null })
    wizard.startOver(withAddress(open.record, address))
    if (!parsed.ok) {
      turns.lookUp.end()
      const { kind } = parsed.error
      const unfinished = kind === 'no-at' || kind === 'no-domain'
      wizard.change({
        lookup:
          kind === 'empty'
            ? { kind: 'none' }
            : failed(unfinished ? 'address-without-domain' : 'not-an-address'),
      })
      return
    }
    const since = wizard.now()
    wizard.change({ lookup: { kind: 'looking', since, best: null } })
    turns.lookUp.begin(async (signal) => {
      const onCandidate = (best: UsableCandidate) => {
        if (!signal.aborted) wizard.change({ lookup: { kind: 'looking', since, best } })
      }
      const found = await search(address, signal, onCandidate)
      if (signal.aborted || found === null) return
      const { lookup, servers } = found
      const record = wizard.current()?.record
      // What has been chosen for this address, and tried perhaps, stays until the person chooses something else.
      if (record?.servers === null) wizard.startOver(withServers(record, servers))
      wizard.change({ lookup })
    })
  }

  const search = async (
    address: string,
    signal: AbortSignal,
    onCandidate: (candidate: UsableCandidate) => void,
  ): Promise<{ lookup: Lookup; servers: SetupServers | null } | null> => {
    if (await isTaken(address)) return { lookup: failed('account-exists'), servers: null }
    const routes = await Promise.all([services.hasRoute(4), services.hasRoute(6)])
    if (!routes.includes(true)) return { lookup: failed('offline'), servers: null }
    const discovery = await settingsOf(address, 'both', services, signal, onCandidate)
    if (discovery === null) return null
    const { chosen, notes } = discovery
    const lookup: Lookup = { kind: 'over', discovery }
    if (chosen === null) {
      const isOffline = notes.includes('dns-failed') && !(await hasDns(signal))
      return { lookup: isOffline ? failed('offline') : lookup, servers: null }
    }
    const { source, submission, username } = chosen
    const incoming =
      chosen.incoming ?? (await findIncoming(address, submission.host, services.network, signal))
    if (incoming === null) return { lookup, servers: null }
    return { lookup, servers: { source, submission, incoming, username: username ?? address } }
  }

  /** Names can be looked up, other than those of one domain. */
  const hasDns = async (signal: AbortSignal): Promise<boolean> => {
    const known = await services.network.resolver.addresses(new URL(builtInIspdb).hostname, signal)
    return known.kind !== 'dns-failed'
  }

  /** There is such an account, and it is not the one of this setup. */
  const isTaken = async (address: string): Promise<boolean> => {
    const loaded = await services.accounts.load()
    if (!loaded.ok) {
      store.change(() => ({ problem: failureSentence(loaded.error) }))
      return false
    }
    return loaded.value.settings.accounts.some(
      (account) => sameAddress(account.address, address) && !wizard.own.has(account.id),
    )
  }

  return {
    handlers: {
      'setup.look-up': ({ address }) => {
        if (wizard.current() === null) return notNow
        lookUp(address)
        return undefined
      },
      'setup.use-servers': async (typed) => {
        const servers = validServers(typed)
        const address = addressOf(wizard.current()?.record)
        if (servers === null || address === null || (await isTaken(address))) return notNow
        const record = wizard.current()?.record
        if (record?.address !== address) return notNow
        wizard.startOver(withServers(record, servers))
        return undefined
      },
    },
    resume: () => {
      const open = wizard.current()
      if (open?.step === 'address' && open.record.address !== '' && open.record.servers === null)
        lookUp(open.record.address)
    },
    networkChanged: () => {
      const open = wizard.current()
      if (open?.lookup.kind === 'failed' && open.lookup.reason === 'offline') lookUp(open.record.address)
    },
  }
}

function failed(reason: LookupFailure): Lookup {
  return { kind: 'failed', reason }
}

/** The address of a record where it is one already. */
function addressOf(record: SetupRecord | undefined): string | null {
  const parsed = parseAddress(record?.address ?? '')
  return parsed.ok ? parsed.value.address : null
}

/** The servers with their names as programs take them; null where one is none. */
function validServers(servers: SetupServers): SetupServers | null {
  const { submission, incoming } = servers
  const sending = hostOf(submission.host)
  const reading = hostOf(incoming.host)
  if (sending === null || reading === null) return null
  return {
    ...servers,
    submission: { ...submission, host: sending },
    incoming: { ...incoming, host: reading },
  }
}
