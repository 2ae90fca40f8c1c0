import { isDeepStrictEqual } from 'node:util'
import type { Account } from '../../../contract/account.ts'
import type { Settings } from '../../../contract/settings.ts'
import { noSetup, type SetupState } from '../../../contract/setup.ts'
import { type Handlers, notNow } from '../../../ipc/serve.ts'
import { saveAccount } from '../../add-account.ts'
import type { DeskContext } from '../context.ts'
import { failureSentence } from '../../../text/failure-text.ts'
import { createLookUp } from './look-up.ts'
import { type CheckServer, createNetworkStep } from './network-step.ts'
import { accountFor, savedAccount } from './setup-account.ts'
import { recordOf } from './setup-record.ts'
import { canGoTo } from './setup-steps.ts'
import { createSignInStep } from './sign-in-step.ts'
import { createTestMailStep, type SendTest } from './test-mail-step.ts'
import { createWizard, setupState } from './wizard.ts'

export type SetupParts = {
  checkServer: CheckServer
  sendTest: SendTest
  /** The state is to know the accounts as they are now. */
  accountsChanged: () => Promise<void>
}

export type Setup = {
  handlers: Pick<Handlers, Extract<keyof Handlers, `setup.${string}`>>
  /** What the program opens with; null: no wizard. */
  start: (settings: Settings) => SetupState | null
  /** Waiting for a network may be over. */
  networkChanged: () => void
  /** Ends what is under way. */
  stop: () => Promise<void>
}

/** The setup behind the window: of the first account, of another one, or of one again. */
export function createSetup(context: DeskContext, parts: SetupParts): Setup {
  const { services, store } = context
  const wizard = createWizard(context)
  const lookUp = createLookUp(context, wizard)
  const networkStep = createNetworkStep(context, parts, wizard)

  const settingsNow = async (): Promise<Settings | null> => {
    const loaded = await services.accounts.load()
    if (loaded.ok) return loaded.value.settings
    store.change(() => ({ problem: failureSentence(loaded.error) }))
    return null
  }

  const start = ({ accounts, setup }: Settings): SetupState | null => {
    if (setup === undefined) return accounts.length === 0 ? setupState(noSetup, null) : null
    if (setup === null) return null
    // Once the state shows the wizard.
    context.background(Promise.resolve().then(lookUp.resume))
    // Before there are servers, the address may be one that is set up elsewhere.
    const saved = setup.servers === null ? undefined : savedAccount(setup, accounts)
    if (saved !== undefined) wizard.own.add(saved.id)
    return setupState(setup, saved?.id ?? null)
  }

  /** A setup that was left goes on, unless it has come to an account already. */
  const forNewAccount = ({ accounts, setup }: Settings): SetupState =>
    setupState(
      setup != null && savedAccount(setup, accounts) === undefined
        ? setup
        : { ...noSetup, welcomed: accounts.length > 0 },
      null,
    )

  const isOfAnother = ({ accounts, setup }: Settings, account: Account): boolean =>
    setup != null && savedAccount(setup, accounts)?.id !== account.id

  const forAccount = (account: Account): SetupState => {
    wizard.own.add(account.id)
    return setupState(recordOf(account), account.id)
  }

  /** Saves the account although nothing has been tried with it. One that has been tried as it is stays so. */
  const saveUnfinished = async (): Promise<boolean> => {
    const record = wizard.current()?.record
    const settings = await settingsNow()
    if (record?.servers == null || settings === null) return false
    const saved = savedAccount(record, settings.accounts)
    const account = accountFor(record.address, record.servers, saved)
    if (saved !== undefined && isDeepStrictEqual({ ...saved, ...account }, saved)) return true
    const { password } = saved ?? {}
    const unfinished: Account = {
      ...account,
      unfinished: true,
      ...(password === undefined ? {} : { password }),
    }
    const written = await saveAccount(unfinished, null, services)
    if (!written.ok) {
      store.change(() => ({ problem: failureSentence(written.error) }))
      return false
    }
    await parts.accountsChanged()
    return true
  }

  return {
    handlers: {
      ...lookUp.handlers,
      ...networkStep.handlers,
      ...createSignInStep(context, parts, wizard),
      ...createTestMailStep(context, parts, wizard),
      'setup.open': async ({ accountId }) => {
        await wizard.saved()
        const settings = await settingsNow()
        if (settings === null || wizard.current() !== null) return notNow
        const account = settings.accounts.find(({ id }) => id === accountId)
        if (accountId !== null && account === undefined) return notNow
        if (account === undefined) wizard.open(forNewAccount(settings), false)
        else wizard.open(forAccount(account), isOfAnother(settings, account))
        lookUp.resume()
        return undefined
      },
      'setup.leave': () => {
        const open = wizard.current()
        if (open === null) return notNow
        // Nothing would be lost: nothing was typed, or the account that is set up again is there as it was.
        const isKept = open.record.address !== '' && open.accountId === null
        wizard.close(isKept ? open.record : null)
        return undefined
      },
      'setup.go': ({ step }) => {
        const open = wizard.current()
        if (open === null || !canGoTo(step, open.record)) return notNow
        // A question about the sign-in keeps a password waiting: it does not stand while the person is elsewhere.
        if (step !== 'sign-in' && wizard.turns.signIn.isRunning()) {
          wizard.turns.signIn.end()
          wizard.change({ signIn: { kind: 'none' } })
        }
        const record = {
          ...open.record,
          welcomed: open.record.welcomed || step !== 'welcome',
          clientsSeen: open.record.clientsSeen || step === 'done',
        }
        wizard.change({ step, record })
        return undefined
      },
      'setup.continue-anyway': async () => {
        const record = wizard.current()?.record
        if (record?.servers == null || record.network !== null) return notNow
        if (await saveUnfinished()) wizard.close(null)
        return undefined
      },
      'setup.finish': () => {
        const open = wizard.current()
        if (open === null || !canGoTo('done', open.record)) return notNow
        wizard.close(null)
        return undefined
      },
    },
    start,
    networkChanged: () => {
      lookUp.networkChanged()
      networkStep.networkChanged()
    },
    stop: wizard.stop,
  }
}
