import type { AccountState } from '../../electron/contract/state.ts'
import { address, incoming, submission, username } from './lookups.ts'
import { testMails } from './test-mails.ts'
import { verdicts } from './verdicts.ts'

export const account: AccountState = {
  id: 'hanako',
  address,
  username,
  submission,
  incoming,
  password: 'keychain',
  trusted: [],
  hasPassword: true,
  checked: verdicts['blocked-drop'],
  testMail: testMails.arrived,
}
export const office: AccountState = {
  ...account,
  id: 'office',
  address: 'office@sakura.example',
  username: 'office@sakura.example',
  submission: { host: 'smtp.sakura.example', port: 465, security: 'tls' },
  incoming: { ...incoming, host: 'imap.sakura.example' },
  trusted: [{ host: 'smtp.sakura.example', sha256: 'AB:CD' }],
  password: 'session',
  checked: verdicts['all-blocked'],
  testMail: testMails.none,
}
export const pop: AccountState = {
  ...account,
  incoming: { protocol: 'pop3', host: incoming.host, port: 995, security: 'tls' },
}
export const unfinished: AccountState = {
  ...account,
  id: 'unfinished',
  address: 'taro.yamada@very-long-department-name.example.co.jp',
  unfinished: true,
  hasPassword: false,
  checked: null,
  testMail: testMails.none,
}
export const withoutPassword: AccountState = {
  ...account,
  id: 'no-password',
  address: 'shop@tanaka.example',
  hasPassword: false,
  checked: verdicts.expired,
  testMail: testMails['needs-password'],
}
