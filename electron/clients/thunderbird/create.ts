import type { MailServer } from '../../contract/account.ts'
import type { NoPlan } from '../../contract/clients.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { authMethods, type MailSettings, readAccounts, socketTypes } from './accounts.ts'
import { obstacle, signInFor } from './plan.ts'
import { createPreferences, type Layers } from './preferences.ts'
import type { PrefChange, PrefValue } from './prefs-file.ts'

export type NewAccount = {
  name: string
  address: string
  username: string
  incoming: MailServer
  /** Proven from here, with the SASL mechanisms that it offers after TLS. */
  outgoing: MailServer & { mechanisms: readonly string[] }
}

/** What makes an account for IMAP and SMTP in a profile; an empty one too. The person types the password once. */
export function planAccount(account: NewAccount, layers: Layers): Result<PrefChange[], NoPlan> {
  const mail = readAccounts(layers)
  if (isThere(account, mail)) return failed({ kind: 'already-there', address: account.address })
  const { incoming, outgoing, username } = account
  const signIn = signInFor('password', outgoing.mechanisms)
  if (signIn === null)
    return failed({ kind: 'no-usable-sign-in', host: outgoing.host, mechanisms: [...outgoing.mechanisms] })
  const names = new Set([...layers.prefs.keys(), ...layers.userJs.keys(), ...layers.policies.keys()])
  const preferences = createPreferences(layers)
  const list = (name: string) => (preferences.string(name)?.value ?? '').split(',').filter(Boolean)
  const accounts = list('mail.accountmanager.accounts')
  const servers = list('mail.smtpservers')
  // A key of which nothing but its place in a list is left is not given again.
  for (const key of accounts) names.add(`mail.account.${key}.`)
  for (const key of servers) names.add(`mail.smtpserver.${key}.`)
  const lastAccount = Math.max(
    highest(names, /^mail\.account\.account(\d+)\./),
    preferences.number('mail.account.lastKey')?.value ?? 0,
  )
  const accountKey = `account${lastAccount + 1}`
  const server = `server${highest(names, /^mail\.server\.server(\d+)\./) + 1}`
  const identity = `id${highest(names, /^mail\.identity\.id(\d+)\./) + 1}`
  const smtp = `smtp${highest(names, /^mail\.smtpserver\.smtp(\d+)\./) + 1}`
  const defaults: Record<string, PrefValue> = {}
  if (!hasDefaultAccount(mail, preferences.string('mail.accountmanager.defaultaccount')?.value))
    defaults['mail.accountmanager.defaultaccount'] = accountKey
  if (mail.outgoing.every(({ settings }) => settings.protocol === 'smtp' && settings.host === ''))
    defaults['mail.smtp.defaultserver'] = smtp
  const wanted: Record<string, PrefValue> = {
    ...defaults,
    'mail.accountmanager.accounts': [...accounts, accountKey].join(),
    'mail.account.lastKey': lastAccount + 1,
    [`mail.account.${accountKey}.server`]: server,
    [`mail.account.${accountKey}.identities`]: identity,
    [`mail.identity.${identity}.fullName`]: account.name,
    [`mail.identity.${identity}.useremail`]: account.address,
    [`mail.identity.${identity}.smtpServer`]: smtp,
    [`mail.identity.${identity}.valid`]: true,
    [`mail.server.${server}.type`]: 'imap',
    [`mail.server.${server}.hostname`]: incoming.host,
    [`mail.server.${server}.port`]: incoming.port,
    [`mail.server.${server}.socketType`]: socketTypes[incoming.security],
    [`mail.server.${server}.authMethod`]: authMethods.password,
    [`mail.server.${server}.userName`]: username,
    [`mail.server.${server}.name`]: account.address,
    [`mail.server.${server}.login_at_startup`]: true,
    [`mail.server.${server}.check_new_mail`]: true,
    'mail.smtpservers': [...servers, smtp].join(),
    [`mail.smtpserver.${smtp}.type`]: 'smtp',
    [`mail.smtpserver.${smtp}.hostname`]: outgoing.host,
    [`mail.smtpserver.${smtp}.port`]: outgoing.port,
    [`mail.smtpserver.${smtp}.try_ssl`]: socketTypes[outgoing.security],
    [`mail.smtpserver.${smtp}.authMethod`]: authMethods[signIn],
    [`mail.smtpserver.${smtp}.username`]: username,
    // The password is typed for the first server only.
    [`mail.smtpserver.${smtp}.incomingAccount`]: server,
  }
  const changes = Object.entries(wanted).map(([name, after]) => ({
    name,
    before: layers.prefs.get(name) ?? null,
    after,
  }))
  return obstacle(changes, layers) ?? ok(changes)
}

/**
 * A first profile, where there is none: Thunderbird makes the folder with the first arguments, then prefs.js is written,
 * and started once with the second it keeps the profile as its own (nsToolkitProfileService).
 */
export const firstProfile = {
  create: ['--headless', '-CreateProfile', 'default'],
  adopt: (name: string): string[] => ['-P', name],
}

function isThere({ username, incoming }: NewAccount, { accounts }: MailSettings): boolean {
  return accounts.some(
    ({ incoming: known }) =>
      known.protocol === 'imap' &&
      known.username === username &&
      known.host.toLowerCase() === incoming.host.toLowerCase(),
  )
}

/** Local folders and feeds cannot be the account that mail is written with. */
function hasDefaultAccount({ accounts }: MailSettings, key: string | undefined): boolean {
  const current = accounts.find((account) => account.key === key)
  return current !== undefined && !['none', 'rss', 'im'].includes(current.incoming.protocol)
}

function highest(names: Iterable<string>, pattern: RegExp): number {
  let most = 0
  for (const name of names) most = Math.max(most, Number(pattern.exec(name)?.[1] ?? 0))
  return most
}
