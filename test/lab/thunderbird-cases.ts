import type { PrefValue } from '../../electron/clients/thunderbird/prefs-file.ts'
import { hanako } from '../unit/clients/thunderbird/some-profile.ts'

/** Preferences of the outgoing servers smtp1, smtp2 …, each with a host of its own. */
function servers(...each: Record<string, PrefValue>[]): Record<string, PrefValue> {
  const keys = each.map((_, index) => `smtp${index + 1}`)
  const prefs = each.flatMap((values, index) =>
    Object.entries({ hostname: `Host${index + 1}.tanaka.example`, ...values }).map(
      ([name, value]): [string, PrefValue] => [`mail.smtpserver.smtp${index + 1}.${name}`, value],
    ),
  )
  return { ...Object.fromEntries(prefs), 'mail.smtpservers': keys.join() }
}

export const odd = {
  ...hanako,
  'mail.smtp.defaultserver': '',
  ...servers(
    {},
    { port: '25', try_ssl: true, authMethod: '1' },
    { try_ssl: 3 },
    { try_ssl: 1, port: -1, authMethod: 77 },
    { port: 25, authMethod: 1, userName: 'not this one' },
    { hostname: '日本.example', username: '花子', try_ssl: 7, port: 70_000 },
    { try_ssl: 2, port: 0, authMethod: 9 },
    { try_ssl: 3, port: 587, authMethod: 2 },
    { authMethod: 4, type: 'smtp' },
    { authMethod: 5 },
    { authMethod: 6 },
    { authMethod: 7 },
    { authMethod: 8 },
    { authMethod: 10 },
  ),
  'mail.accountmanager.accounts':
    'account1,account2,account1, account3,account4,account5,account6,account7,account8,account9',
  'mail.account.account1.identities': 'id1, id2,id3,id4',
  'mail.identity.id1.smtpServer': '',
  'mail.identity.id2.useremail': 'b@tanaka.example',
  'mail.identity.id2.smtpServer': 'smtp3',
  'mail.identity.id3.useremail': 'c@tanaka.example',
  'mail.identity.id3.smtpServer': 'smtp77',
  'mail.identity.id4.useremail': 'd@tanaka.example',
  'mail.account.account3.server': 'server3',
  'mail.server.server3.type': 'imap',
  'mail.account.account4.identities': 'id5',
  'mail.account.account6.server': 'server6',
  'mail.server.server6.type': 'pop3',
  'mail.server.server6.hostname': 'pop.tanaka.example',
  'mail.server.server6.userName': 'e',
  'mail.server.server6.socketType': 3,
  'mail.account.account7.server': 'server7',
  'mail.server.server7.type': 'imap',
  'mail.server.server7.hostname': 'imap.tanaka.example',
  'mail.server.server7.userName': 'f',
  'mail.server.server7.socketType': 2,
  'mail.server.server7.port': 0,
  'mail.server.server7.authMethod': 10,
  'mail.account.account8.server': 'server8',
  'mail.server.server8.type': 'imap',
  'mail.server.server8.userName': 'g',
  'mail.account.account9.server': 'server9',
  'mail.server.server9.type': 'imap',
  'mail.server.server9.hostname': 'imap9.tanaka.example',
}

export const governed = {
  ...hanako,
  // So old that the next start makes STARTTLS of "STARTTLS, if available".
  'mail.ui-rdf.version': 43,
  'mail.smtp.defaultserver': 'smtp9',
  'mail.smtpserver.default.authMethod': 4,
  ...servers(
    { port: 25, authMethod: 1 },
    { port: 25, try_ssl: 1 },
    { port: 25, username: 'hanako' },
    { port: 25, try_ssl: 3 },
    {},
    { username: 'hanako' },
    { try_ssl: 0 },
  ),
}
export const governedUserJs = {
  'mail.smtpserver.smtp1.port': 26,
  'mail.smtpserver.smtp4.port': 465,
  'mail.smtpserver.smtp5.hostname': 'user-js.tanaka.example',
}
export const policies = {
  'mail.smtpserver.smtp1.port': { Value: 587, Status: 'locked' },
  'mail.smtpserver.smtp1.authMethod': { Value: 0, Status: 'locked' },
  'mail.smtpserver.smtp2.authMethod': { Value: 1, Status: 'locked' },
  'mail.smtpserver.smtp3.port': { Status: 'clear' },
  'mail.smtpserver.smtp3.username': { Status: 'locked' },
  'mail.smtpserver.smtp4.port': { Value: 2525, Status: 'default' },
  'mail.smtpserver.smtp5.port': { Value: 25, Status: 'user' },
  'mail.smtpserver.smtp5.username': 'written the old way',
  'mail.smtpserver.smtp6.port': { Value: 2525, Status: 'default' },
  'mail.smtpserver.default.try_ssl': { Value: 2, Status: 'default' },
  'network.proxy.type': { Value: 1, Status: 'locked' },
}
export const profilesIni = `; a comment
[Profile0]
Name=日本 語
IsRelative=1
Path=Profiles/ab c.日本語
  [Profile1]
Name=absolute\u0020
IsRelative=0
Path=/nonexistent/花子
Default=1
[Profile2]
Name=without a path
IsRelative=1
[Profile3] junk
Name=junk
IsRelative=1
Path=junk
[Profile3]
 Name=three
IsRelative=1
Path=../three
[Profile5]
Name=behind a gap
IsRelative=1
Path=five
`

// A new account is asked for mail at once, and so the person for the password: not without a network.
export const offline = { 'offline.startup_state': 3 }
export const toRepair = { ...hanako, 'mail.smtpserver.smtp1.description': "l'été" }
