import { randomUUID } from 'node:crypto'
import type { Account } from '../../../contract/account.ts'
import type { SetupRecord, SetupServers } from '../../../contract/setup.ts'
import { sameAddress } from '../../add-account.ts'

/** The account that a setup is of, if it has been saved before. */
export function savedAccount(
  record: Pick<SetupRecord, 'address'>,
  accounts: readonly Account[],
): Account | undefined {
  return accounts.find(({ address }) => sameAddress(address, record.address))
}

/** The account as the setup has it now. One that was saved before stays itself, paused or not, with what it trusts. */
export function accountFor(address: string, servers: SetupServers, saved: Account | undefined): Account {
  const { username, submission, incoming } = servers
  const onSameServer = saved?.submission.host.toLowerCase() === submission.host.toLowerCase()
  return {
    id: saved?.id ?? randomUUID(),
    address: saved?.address ?? address,
    username,
    submission,
    incoming,
    pinned: saved?.pinned ?? [],
    startTlsSeen: onSameServer && saved.startTlsSeen,
    ...(saved?.paused === true ? { paused: true } : {}),
  }
}
