import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ChangeOptions, ChangePlan } from '../../../electron/clients/change-file.ts'
import { prefsFormat } from '../../../electron/clients/thunderbird/prefs-format.ts'
import { systemClock } from '../../../electron/net/clock.ts'

/** A repair of an outgoing server: one value replaced, one taken out, one added. */
export const someChanges: ChangePlan['changes'] = [
  { name: 'mail.smtpserver.smtp1.port', before: 25, after: 587 },
  { name: 'mail.smtpserver.smtp1.old', before: 'x', after: null },
  { name: 'mail.smtpserver.smtp1.try_ssl', before: null, after: 2 },
]

const filling = Array.from(
  { length: 200 },
  (_, index) => `user_pref("extensions.filling.${index}", "日本${index}");\n`,
)
export const oldPrefs = Buffer.from(
  `# Mozilla User Preferences\n${filling.join('')}user_pref('mail.smtpserver.smtp1.port' , 25 );\nuser_pref("mail.smtpserver.smtp1.old", "x");\n`,
)
export const newPrefs = Buffer.from(
  `# Mozilla User Preferences\n${filling.join('')}user_pref('mail.smtpserver.smtp1.port' , 587 );\nuser_pref("mail.smtpserver.smtp1.try_ssl", 2);\n`,
)

export function someOptions(folder: string): ChangeOptions {
  return {
    folder: path.join(folder, 'postern', 'changes'),
    format: prefsFormat,
    use: () => Promise.resolve('closed'),
    clock: systemClock,
    wallClock: Date.now,
  }
}

export async function writeOldPrefs(file: string): Promise<void> {
  await writeFile(file, oldPrefs, { mode: 0o600 })
}
