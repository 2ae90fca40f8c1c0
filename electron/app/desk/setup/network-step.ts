import { isDeepStrictEqual } from 'node:util'
import type { Account } from '../../../contract/account.ts'
import type { Checked, Checking } from '../../../contract/checked.ts'
import type { SetupRecord } from '../../../contract/setup.ts'
import { type Handlers, notNow } from '../../../ipc/serve.ts'
import { checkingSince } from '../checked.ts'
import type { DeskContext } from '../context.ts'
import { failureSentence } from '../../../text/failure-text.ts'
import { savedAccount } from './setup-account.ts'
import { isSameWay, isWaiting, withCheck } from './setup-record.ts'
import type { Wizard } from './wizard.ts'

/** What an account that was set up before knows of its server. */
export type KnownOfServer = Pick<Account, 'pinned' | 'startTlsSeen'>

/** One check of a server that is being set up; null: ended by `signal`. */
export type CheckServer = (
  host: string,
  known: KnownOfServer | null,
  signal: AbortSignal,
  onChecking: (checking: Checking) => void,
) => Promise<Checked | null>

export type NetworkStep = {
  handlers: Pick<Handlers, 'setup.check' | 'setup.stop-check'>
  /** Checks again where only a network was missing. */
  networkChanged: () => void
}

/** Step 2: whether mail can leave through this network. */
export function createNetworkStep(
  { services, store }: DeskContext,
  { checkServer, accountsChanged }: { checkServer: CheckServer; accountsChanged: () => Promise<void> },
  wizard: Wizard,
): NetworkStep {
  /** How often the network has been another. */
  let changes = 0

  const check = (host: string) => {
    wizard.change({ checking: checkingSince(wizard.now()), checkStopped: false })
    wizard.turns.check.begin(async (signal) => {
      const onChecking = (checking: Checking) => {
        if (!signal.aborted) wizard.change({ checking })
      }
      for (;;) {
        const before = changes
        const known = await knownHere()
        const checked = signal.aborted ? null : await checkServer(host, known, signal, onChecking)
        if (signal.aborted) return
        // The network may have come while it was looked for.
        if (changes === before || !isWaiting(checked)) {
          await finish(checked)
          return
        }
      }
    })
  }

  const finish = async (checked: Checked | null) => {
    const before = wizard.current()?.record
    if (before === undefined) return
    if (checked === null) {
      wizard.change({ checking: null })
      return
    }
    const record = withCheck(before, checked)
    const isOtherWay = !isSameWay(before, record)
    // A test mail told about the way before.
    if (isOtherWay) wizard.turns.testMail.end()
    wizard.change({ record, checking: null, checked, ...(isOtherWay ? { testMail: { kind: 'none' } } : {}) })
    const isMoved = !isDeepStrictEqual(record.servers, before.servers)
    if (isMoved && record.signedIn !== null) await moveAccount(record)
  }

  /** An account that has been saved already goes the way that works from here, too. */
  const moveAccount = async ({ servers, signedIn }: SetupRecord) => {
    if (servers === null) return
    const saved = await services.accounts.update((settings) => ({
      ...settings,
      accounts: settings.accounts.map((account) =>
        account.id === signedIn?.accountId ? { ...account, submission: servers.submission } : account,
      ),
    }))
    if (saved.ok) await accountsChanged()
    else store.change(() => ({ problem: failureSentence(saved.error) }))
  }

  const knownHere = async (): Promise<KnownOfServer | null> => {
    const record = wizard.current()?.record
    const loaded = await services.accounts.load()
    if (!loaded.ok || record === undefined) return null
    return savedAccount(record, loaded.value.settings.accounts) ?? null
  }

  return {
    handlers: {
      'setup.check': () => {
        const servers = wizard.current()?.record.servers ?? null
        if (servers === null) return notNow
        check(servers.submission.host)
        return undefined
      },
      'setup.stop-check': () => {
        if ((wizard.current()?.checking ?? null) === null) return notNow
        wizard.turns.check.end()
        wizard.change({ checking: null, checkStopped: true })
        return undefined
      },
    },
    networkChanged: () => {
      changes += 1
      const { checking, checked, record } = wizard.current() ?? {}
      if (checking === null && isWaiting(checked ?? null) && record?.servers != null)
        check(record.servers.submission.host)
    },
  }
}
