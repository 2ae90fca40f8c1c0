import type { Account } from '../../../electron/contract/account.ts'

/** An account that is whole. A long certificate makes a settings file of several disk blocks. */
export function exampleAccount(id: string, pemBytes = 0): Account {
  return {
    id,
    address: `${id}@example.jp`,
    username: `${id}@example.jp`,
    submission: { host: 'mail.example.jp', port: 587, security: 'starttls' },
    incoming: { protocol: 'imap', host: 'mail.example.jp', port: 993, security: 'tls' },
    pinned: pemBytes === 0 ? [] : [{ host: 'mail.example.jp', sha256: 'AA:BB', pem: 'p'.repeat(pemBytes) }],
    startTlsSeen: true,
  }
}
