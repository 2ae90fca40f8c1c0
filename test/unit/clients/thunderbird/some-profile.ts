import { type MailSettings, readAccounts } from '../../../../electron/clients/thunderbird/accounts.ts'
import { parsePolicies } from '../../../../electron/clients/thunderbird/policies.ts'
import type { Layers } from '../../../../electron/clients/thunderbird/preferences.ts'
import type { PrefChange, PrefValue } from '../../../../electron/clients/thunderbird/prefs-file.ts'

type Values = Record<string, PrefValue>

/** Hanako's profile: IMAP, and sending on port 25 without encryption and sign-in. */
export const hanako: Values = {
  'mail.accountmanager.accounts': 'account1,account2',
  'mail.accountmanager.defaultaccount': 'account1',
  'mail.account.account1.server': 'server1',
  'mail.account.account1.identities': 'id1',
  'mail.account.account2.server': 'server2',
  'mail.account.lastKey': 2,
  'mail.identity.id1.fullName': '田中 花子',
  'mail.identity.id1.useremail': 'hanako@tanaka.example',
  'mail.identity.id1.smtpServer': 'smtp1',
  'mail.identity.id1.valid': true,
  'mail.server.server1.type': 'imap',
  'mail.server.server1.hostname': 'mail.tanaka.example',
  'mail.server.server1.port': 993,
  'mail.server.server1.socketType': 3,
  'mail.server.server1.authMethod': 3,
  'mail.server.server1.userName': 'hanako',
  'mail.server.server2.type': 'none',
  'mail.server.server2.hostname': 'Local Folders',
  'mail.server.server2.userName': 'nobody',
  'mail.smtpservers': 'smtp1',
  'mail.smtp.defaultserver': 'smtp1',
  'mail.smtpserver.smtp1.type': 'smtp',
  'mail.smtpserver.smtp1.hostname': 'mail.tanaka.example',
  'mail.smtpserver.smtp1.port': 25,
  'mail.smtpserver.smtp1.try_ssl': 0,
  'mail.smtpserver.smtp1.authMethod': 1,
}

/** Values of `prefs` that are null are left out. */
export function someLayers(
  prefs: Record<string, PrefValue | null>,
  userJs: Values = {},
  preferences: Record<string, unknown> = {},
): Layers {
  const given = Object.entries(prefs).filter((entry): entry is [string, PrefValue] => entry[1] !== null)
  return {
    prefs: new Map(given),
    userJs: new Map(Object.entries(userJs)),
    policies: parsePolicies(JSON.stringify({ policies: { Preferences: preferences } })),
  }
}

/** The profile as it is once the changes are made. */
export function changed(
  layers: Layers,
  changes: readonly PrefChange[],
): { layers: Layers; mail: MailSettings } {
  const prefs = new Map(layers.prefs)
  for (const { name, after } of changes) {
    if (after === null) prefs.delete(name)
    else prefs.set(name, after)
  }
  const after = { ...layers, prefs }
  return { layers: after, mail: readAccounts(after) }
}
