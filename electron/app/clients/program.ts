import type {
  ClientProfile,
  MailClient,
  NoPlan,
  OutgoingSettings,
  ProfileFlaw,
  ProfileProblem,
} from '../../contract/clients.ts'
import type { ClientFailure } from '../../contract/client-failures.ts'
import type { HandStep } from '../../contract/repair.ts'
import type { Result } from '../../contract/result.ts'
import type { ProgramUse } from '../../clients/change-file.ts'
import type { JournalEntry } from '../../clients/journal.ts'
import type { RecoveredChange } from '../../clients/recover-changes.ts'
import type { SettingChange } from '../../clients/setting-change.ts'
import type { MailSettings } from '../../clients/thunderbird/accounts.ts'
import type { NewAccount } from '../../clients/thunderbird/create.ts'
import type { RepairRequest } from '../../clients/thunderbird/plan.ts'
import type { Undo } from '../../clients/undo-change.ts'
import type { Services } from '../compose.ts'

/** What the use cases ask of a mail program. Each has a file here with its answers; programs.ts lists them. */

export type Reading = Pick<Services, 'mailPrograms' | 'network'>
export type Writing = Pick<Services, 'mailPrograms' | 'network' | 'wallClock'>

/** What is written, and into which file of the program's, or which key of the registry. */
export type Edit = { client: MailClient; file: string; changes: SettingChange[] }

/** What is written so that mail leaves through the outgoing server `key`. */
export type Plan = Edit & { key: string; now: OutgoingSettings; after: OutgoingSettings }

/** A profile, as it is now. */
export type ReadClient = {
  profile: Omit<ClientProfile, 'problem' | 'flaws' | 'accounts' | 'outgoing'>
  /** Null where it could not be read: `problem` says why. */
  read: ReadSettings | null
  problem: ProfileProblem | null
  use: ProgramUse
}

export type ReadSettings = {
  mail: MailSettings
  flaws: ProfileFlaw[]
  planRepair: (request: Omit<RepairRequest, 'layers' | 'mail'>) => Result<Plan, NoPlan>
  /** The same plan for the person, with those steps ticked that the profile has already. */
  stepsByHand: (plan: Plan) => HandStep[]
  /** Null where accounts can be made in the program alone. */
  planAccount: ((account: NewAccount) => Result<Edit, NoPlan>) | null
}

export type Program = {
  /** All profiles of this person's, and lists of profiles that could not be read. */
  read: (services: Reading) => Promise<{ clients: ReadClient[]; problems: ProfileProblem[] }>
  /** Changes whenever something of it does: what is listed, how it is set, whether the program runs. */
  fingerprint: (services: Reading) => Promise<string>
  /** A fingerprint may be this old. */
  fingerprintMs: number
  /** Whether the program runs with the profile of a file. */
  use: (file: string, services: Reading) => Promise<ProgramUse>
  /** Ends also with the signal. */
  waitUntilClosed: (file: string, services: Reading, signal: AbortSignal) => Promise<unknown>
  change: (edit: Edit, services: Writing) => Promise<Result<JournalEntry, ClientFailure>>
  undo: (change: Pick<JournalEntry, 'id' | 'file'>, services: Writing) => Promise<Result<Undo, ClientFailure>>
  /** Settles what a crash has left of this program's changes. */
  recover: (services: Reading) => Promise<Result<RecoveredChange[], ClientFailure>>
  /** The `folder` of the profile that a file belongs to. */
  profileOf: (file: string) => string
}
