import type { ProgramUse } from '../../clients/change-file.ts'
import { stepsByHand } from '../../clients/outlook/by-hand.ts'
import { type AccountOptions, changeAccount } from '../../clients/outlook/change-account.ts'
import { planAccount } from '../../clients/outlook/plan.ts'
import { type OutlookProfile, profileKeyOf, readOutlook } from '../../clients/outlook/read-profiles.ts'
import { recoverAccounts } from '../../clients/outlook/recover-accounts.ts'
import { waitUntilOutlookCloses } from '../../clients/outlook/running.ts'
import { hasOutlookFolder } from '../../clients/outlook/outlook-folder.ts'
import { undoAccount } from '../../clients/outlook/undo-account.ts'
import type { ClientFailure } from '../../contract/client-failures.ts'
import type { ProfileProblem } from '../../contract/clients.ts'
import { ok } from '../../contract/result.ts'
import type { Program, ReadClient, Writing } from './program.ts'

/** Classic Outlook on Windows. Its profiles and its accounts are keys of the registry, and so are the names here. */
export const outlook: Program = {
  read: async ({ mailPrograms: { registry, outlookUse, machine } }) => {
    const found = await readOutlook(registry)
    if (!found.ok) {
      // Where reg.exe is forbidden and there has never been an Outlook, nobody misses anything.
      const isTold = await hasOutlookFolder(machine)
      return { clients: [], problems: isTold ? [problemOf(found.error)] : [] }
    }
    if (found.value.length === 0) return { clients: [], problems: [] }
    const use = await outlookUse()
    return { clients: found.value.map((profile) => clientOf(profile, use)), problems: [] }
  },
  fingerprint: async ({ mailPrograms: { registry, outlookUse, machine } }) => {
    const found = await readOutlook(registry)
    if (!found.ok) return JSON.stringify([found.error, await hasOutlookFolder(machine)])
    const profiles = found.value.map(({ accounts, ...profile }) => ({
      ...profile,
      accounts: accounts.map(({ account, outgoing }) => ({ account, outgoing })),
    }))
    return JSON.stringify([profiles, profiles.length === 0 ? null : await outlookUse()])
  },
  // Each takes some processes of Windows' own.
  fingerprintMs: 10_000,
  use: (_, { mailPrograms: { outlookUse } }) => outlookUse(),
  waitUntilClosed: (_, { mailPrograms: { outlookUse }, network: { clock } }, signal) =>
    waitUntilOutlookCloses(outlookUse, clock, signal),
  change: ({ file, changes }, services) => changeAccount({ key: file, changes }, accountOptions(services)),
  undo: ({ id }, services) => undoAccount(id, accountOptions(services)),
  recover: ({ mailPrograms: { changesFolder: folder, registry, outlookUse: use }, network: { clock } }) =>
    recoverAccounts({ folder, registry, use, clock }),
  profileOf: profileKeyOf,
}

function clientOf(
  { name, key: folder, isDefault, superseded, accounts }: OutlookProfile,
  use: ProgramUse,
): ReadClient {
  const accountAt = (key: string) => {
    const found = accounts.find(({ outgoing }) => outgoing.key === key)
    if (found === undefined) throw new Error(`No outgoing server ${key}`)
    return found
  }
  // Whoever has the classic one open uses it.
  const isUsed = superseded === null || (superseded === 'new-outlook' && use === 'running')
  return {
    profile: {
      ...{ client: 'outlook', place: 'system', name, alsoNamed: [], folder, isDefault },
      ...(isUsed ? {} : { superseded }),
    },
    read: {
      mail: {
        accounts: accounts.map(({ account }) => account),
        outgoing: accounts.map(({ outgoing }) => outgoing),
      },
      flaws: [],
      planRepair: ({ key, ...request }) => {
        const planned = planAccount({ account: accountAt(key), ...request })
        if (!planned.ok) return planned
        const { key: file, now, after, changes } = planned.value
        return ok({ client: 'outlook', file, key, now, after, changes })
      },
      stepsByHand: ({ file, key, ...plan }) => stepsByHand({ ...plan, key: file }, accountAt(key)),
      planAccount: null,
    },
    problem: null,
    use,
  }
}

/** The registry as a whole could not be read. */
function problemOf(failure: ClientFailure): ProfileProblem {
  const file = 'key' in failure ? failure.key : 'file' in failure ? failure.file : 'HKEY_CURRENT_USER'
  return { kind: 'not-readable', file, code: 'code' in failure ? failure.code : failure.kind }
}

function accountOptions({ mailPrograms, network: { clock }, wallClock }: Writing): AccountOptions {
  const { changesFolder: folder, registry, outlookUse: use } = mailPrograms
  return { folder, registry, use, clock, wallClock }
}
