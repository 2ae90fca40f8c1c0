import { z } from 'zod'

/** How often a network that has not changed may be checked again. Other people's servers are asked each time. */
const checkEveryMinutes = [15, 30, 60, 240] as const

export const Preferences = z.strictObject({
  language: z.string().max(35).nullable().describe('BCP 47 tag; null: the system’s'),
  references: z
    .array(z.string().min(1).max(253))
    .max(8)
    .describe('hosts that show whether port 25 passes; empty: the built-in ones'),
  checkEveryMinutes: z.literal(checkEveryMinutes),
  quiet: z.boolean().optional().describe('no notifications'),
  lookForUpdates: z.boolean().optional().describe('false: only when the person asks'),
})
export type Preferences = z.infer<typeof Preferences>

export const usualPreferences: Preferences = { language: null, references: [], checkEveryMinutes: 15 }
