import type { Account, PinnedCertificate } from '../../../contract/account.ts'
import type { Certificate } from '../../../contract/check.ts'
import type {
  AnyFailure,
  CredentialFailure,
  MailFailure,
  SettingsFailure,
} from '../../../contract/failures.ts'
import type { Result } from '../../../contract/result.ts'
import type { SetupServers, SignIn } from '../../../contract/setup.ts'
import { type Handlers, notNow } from '../../../ipc/serve.ts'
import { hasNoKeychain, saveAccount, signIn, withTrusted } from '../../add-account.ts'
import { removeAccount } from '../../manage-accounts.ts'
import type { DeskContext } from '../context.ts'
import { withoutSecret } from '../without-secret.ts'
import { createQuestion, unlessAborted } from './question.ts'
import { accountFor, savedAccount } from './setup-account.ts'
import { withSignIn } from './setup-record.ts'
import { canGoTo } from './setup-steps.ts'
import type { Wizard } from './wizard.ts'

type Where = 'keychain' | 'session'

/** One sign-in, from the button to the kept password. The password is nowhere else, and goes with it. */
type Attempt = {
  address: string
  servers: SetupServers
  password: string
  keep: Where
  signal: AbortSignal
}

/** Step 3: signs in, asks what has to be asked, and keeps the account and its password. */
export function createSignInStep(
  { services, store, sessionPasswords, background }: DeskContext,
  { accountsChanged }: { accountsChanged: () => Promise<void> },
  wizard: Wizard,
): Pick<Handlers, 'setup.sign-in' | 'setup.stop-sign-in' | 'setup.trust' | 'setup.keep'> {
  const turn = wizard.turns.signIn
  const trust = createQuestion<boolean>()
  const place = createQuestion<Where>()
  /** A password that has to leave the keychain is taken out before the next one comes in. */
  let cleaned: Promise<unknown> = Promise.resolve()

  const show = ({ signal }: Pick<Attempt, 'signal'>, signIn: SignIn) => {
    if (!signal.aborted) wizard.change({ signIn })
  }

  const fail = (attempt: Attempt, failure: AnyFailure) =>
    show(attempt, { kind: 'failed', failure: shownFailure(failure, attempt) })

  const run = async (attempt: Attempt) => {
    const since = wizard.now()
    const loaded = await services.accounts.load()
    if (!loaded.ok) {
      fail(attempt, loaded.error)
      return
    }
    const saved = savedAccount(attempt, loaded.value.settings.accounts)
    const account = await signInToBoth(accountFor(attempt.address, attempt.servers, saved), attempt, since)
    if (account === null) return
    await keepAccount(account, saved, attempt)
  }

  /** The account with what the person has trusted meanwhile; null where it ended. */
  const signInToBoth = async (
    candidate: Account,
    attempt: Attempt,
    since: string,
  ): Promise<Account | null> => {
    const { password, signal } = attempt
    const asked = new Set<string>()
    let account = candidate
    for (;;) {
      const signedIn = await signIn(account, password, services, signal, (doing) =>
        show(attempt, { kind: 'under-way', since, doing }),
      )
      if (signal.aborted) return null
      if (signedIn.ok) {
        const startTlsSeen = account.startTlsSeen || account.submission.security === 'starttls'
        return { ...account, startTlsSeen }
      }
      const { error } = signedIn
      const presented = certificateOf(error)
      const pinned = account.pinned.find(({ host }) => host === presented?.host)
      // One question for each server; and the very certificate that is trusted can still be refused, as when it ended.
      const asks = presented !== null && !asked.has(presented.host) && pinned?.sha256 !== presented.sha256
      if (!asks || error.kind !== 'tls-untrusted' || error.certificate === null) {
        fail(attempt, error)
        return null
      }
      asked.add(presented.host)
      const { host, port, certificate } = error
      show(attempt, {
        kind: 'certificate',
        host,
        port,
        certificate: shownCertificate(certificate, attempt),
        trustedBefore: pinned?.sha256 ?? null,
      })
      if ((await trust.ask(signal)) !== true) {
        fail(attempt, error)
        return null
      }
      account = withTrusted(account, presented)
    }
  }

  const keepAccount = async (account: Account, saved: Account | undefined, attempt: Attempt) => {
    const { signal, password } = attempt
    let where = attempt.keep
    for (;;) {
      show(attempt, { kind: 'under-way', since: wizard.now(), doing: 'keeping' })
      const kept = await save({ ...account, password: where }, saved, attempt)
      if (kept === null) return
      if (kept.ok) break
      show(attempt, { kind: 'not-kept', failure: shownFailure(kept.error, attempt) })
      const answer = await place.ask(signal)
      if (answer === null) return
      where = answer
    }
    if (where === 'session') sessionPasswords.set(account.id, password)
    else sessionPasswords.delete(account.id)
    wizard.own.add(account.id)
    await accountsChanged()
    if (leavesKeychain(where, saved)) await unlessAborted(takeOut(saved.address), signal)
    const open = wizard.current()
    if (open === null || signal.aborted) return
    const record = withSignIn(open.record, { accountId: account.id, kept: where })
    // What the check said about a certificate is out of date now that it is trusted: step 2 checks again.
    const isOutdated = open.checked?.lanes.some(({ state }) => state === 'untrusted') === true
    wizard.change({
      record,
      signIn: { kind: 'signed-in', kept: where },
      // One that wanted a password has it now.
      ...(record.testMail === null ? { testMail: { kind: 'none' } } : {}),
      ...(isOutdated ? { checked: null } : {}),
    })
  }

  /** Null: stopped meanwhile. A keychain cannot be stopped: what it takes later is taken out again. */
  const save = async (
    account: Account,
    before: Account | undefined,
    { password, signal }: Attempt,
  ): Promise<Result<void, CredentialFailure | SettingsFailure> | null> => {
    await unlessAborted(cleaned, signal)
    if (signal.aborted) return null
    const saving = saveAccount(account, account.password === 'keychain' ? password : null, services)
    const saved = await unlessAborted(saving, signal)
    if (saved !== null) return saved
    cleaned = saving.then(async (late) => {
      if (!late.ok) return
      if (before === undefined) await removeAccount(account, services)
      await accountsChanged()
      if (leavesKeychain(account.password, before)) await takeOut(before.address)
    })
    return null
  }

  /** Whoever wants a password in memory alone does not want the old one in the keychain, and hears where it stays. */
  const takeOut = (address: string): Promise<void> => {
    const taken = services.credentials.remove(address).then((removed) => {
      if (!removed.ok && !hasNoKeychain(removed.error))
        store.change(() => ({ problem: { key: 'ui.problem.password-stays', params: { address } } }))
    })
    cleaned = taken
    background(taken)
    return taken
  }

  return {
    'setup.sign-in': ({ username, password, keep }) => {
      const open = wizard.current()
      const known = open?.record.servers ?? null
      if (open === null || known === null || !canGoTo('sign-in', open.record)) return notNow
      const servers = { ...known, username }
      wizard.change({
        record: { ...open.record, servers },
        signIn: { kind: 'under-way', since: wizard.now(), doing: 'submission' },
      })
      const { address } = open.record
      turn.begin((signal) => run({ address, servers, password, keep, signal }))
      return undefined
    },
    'setup.stop-sign-in': () => {
      if (!turn.isRunning()) return notNow
      turn.end()
      wizard.change({ signIn: { kind: 'none' } })
      return undefined
    },
    'setup.trust': ({ sha256, trust: trusted }) => {
      const asking = wizard.current()?.signIn
      if (asking?.kind !== 'certificate' || asking.certificate.sha256 !== sha256) return notNow
      return trust.answer(trusted) ? undefined : notNow
    },
    'setup.keep': ({ where }) => {
      if (wizard.current()?.signIn.kind !== 'not-kept') return notNow
      return place.answer(where) ? undefined : notNow
    },
  }
}

function leavesKeychain(where: Account['password'], before: Account | undefined): before is Account {
  return where === 'session' && before !== undefined && before.password !== 'session'
}

/** What the server presented, as it can be pinned. */
function certificateOf(failure: MailFailure): PinnedCertificate | null {
  if (failure.kind !== 'tls-untrusted' || failure.certificate === null || failure.pem === null) return null
  return { host: failure.host, sha256: failure.certificate.sha256, pem: failure.pem }
}

type Secret = { servers: Pick<SetupServers, 'username'>; password: string }

/** A failure as the window may see it: a hostile server sends back what it was told. */
function shownFailure(failure: AnyFailure, attempt: Secret): AnyFailure {
  if (failure.kind !== 'tls-untrusted')
    return withoutSecret(failure, attempt.servers.username, attempt.password)
  const certificate = failure.certificate === null ? null : shownCertificate(failure.certificate, attempt)
  return { ...failure, certificate, pem: null }
}

/** Only the names in it are the server's to choose after it has heard a password. */
function shownCertificate(certificate: Certificate, { servers, password }: Secret): Certificate {
  const { subject, issuer, names } = certificate
  return { ...certificate, ...withoutSecret({ subject, issuer, names }, servers.username, password) }
}
