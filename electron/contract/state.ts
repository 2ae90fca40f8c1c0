import { z } from 'zod'
import { Account } from './account.ts'
import { Checked, Checking } from './checked.ts'
import { ClientsState } from './repair.ts'
import { NetworkIdentity } from './network.ts'
import { Preferences } from './preferences.ts'
import { Sentence } from './sentence.ts'
import { SetupState } from './setup.ts'
import { TestMail } from './test-mail.ts'
import { UpdateState } from './updates.ts'

/** What the window and the tray show. The main process makes it; whoever shows it decides nothing. */

export const AccountState = z.strictObject({
  ...Account.pick({
    id: true,
    address: true,
    username: true,
    submission: true,
    incoming: true,
    unfinished: true,
    password: true,
    paused: true,
  }).shape,
  trusted: z.array(z.strictObject({ host: z.string(), sha256: z.string() })),
  hasPassword: z.boolean().describe('kept, or typed in this session'),
  checked: Checked.nullable(),
  testMail: TestMail,
})
export type AccountState = z.infer<typeof AccountState>

/** Where a person can be in the main window. */
export const Screen = z.enum(['status', 'history', 'clients', 'settings'])
export type Screen = z.infer<typeof Screen>

export const AppState = z.strictObject({
  revision: z.int().describe('grows with every change'),
  version: z.string(),
  platform: z.enum(['windows', 'macos', 'linux']),
  language: z.string(),
  languages: z.array(z.string()),
  preferences: Preferences,
  startAtLogin: z.boolean().nullable().describe('null: this system does not tell'),
  network: NetworkIdentity.nullable().describe('null: not read yet'),
  networkName: z.string().nullable().describe('given to this network by the person'),
  checking: Checking.nullable(),
  checked: Checked.nullable().describe('the network, with the worst of the accounts'),
  remembered: z.boolean().describe('the verdict is of an earlier visit, until a fresh check is over'),
  accounts: z.array(AccountState),
  clients: ClientsState,
  updates: UpdateState,
  setup: SetupState.nullable().describe('the wizard, while it is open'),
  problem: Sentence.nullable().describe(
    'an unexpected error, or settings that could not be read; shown once',
  ),
})
export type AppState = z.infer<typeof AppState>
