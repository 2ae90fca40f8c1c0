import type { MailClient } from '../../../electron/contract/clients.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import { type SettingWords, settingWords } from '../../../electron/text/setting-words.ts'

type ProgramWords = SettingWords & {
  /** What is said of a profile without an outgoing server. */
  empty: MessageKey
  /** Accounts of Postern's can be put there. */
  takesAccounts: boolean
}

export const programWords: Record<MailClient, ProgramWords> = {
  thunderbird: { ...settingWords.thunderbird, empty: 'ui.clients.empty-profile', takesAccounts: true },
  outlook: { ...settingWords.outlook, empty: 'ui.clients.empty-profile.outlook', takesAccounts: false },
}
