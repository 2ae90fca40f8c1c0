import { z } from 'zod'
import { Account } from './account.ts'
import { Preferences } from './preferences.ts'
import { SetupRecord } from './setup.ts'

/** The settings file. A file of a newer version is refused, never rewritten. */
export const Settings = z.strictObject({
  version: z.literal(1),
  accounts: z.array(Account),
  preferences: Preferences.optional(),
  setup: SetupRecord.nullable().optional().describe('a setup that is not over; null: the person has left it'),
})
export type Settings = z.infer<typeof Settings>
