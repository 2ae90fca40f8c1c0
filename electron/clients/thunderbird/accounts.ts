import {
  type ClientAccount,
  type ClientIncoming,
  type ConnectionSecurity,
  OutgoingField,
  type OutgoingServer,
  type SettingOrigin,
  type SignIn,
} from '../../contract/clients.ts'
import { createPreferences, type Found, type Layers, type Preferences } from './preferences.ts'

/** How a profile's accounts are really set: its own values, and Thunderbird's where there are none. */
export type MailSettings = { accounts: ClientAccount[]; outgoing: OutgoingServer[] }

/** nsMsgAuthMethod. Thunderbird signs in with none of those that are not here. */
const signIns: Readonly<Record<number, SignIn>> = {
  1: 'none',
  2: 'old-password',
  3: 'password',
  4: 'encrypted-password',
  5: 'kerberos',
  6: 'ntlm',
  7: 'certificate',
  8: 'any-secure',
  9: 'any',
  10: 'oauth2',
}

/** What each setting of an outgoing server is called in `mail.smtpserver.KEY.*`. */
export const smtpPrefs: Readonly<Record<OutgoingField, string>> = {
  host: 'hostname',
  port: 'port',
  security: 'try_ssl',
  signIn: 'authMethod',
  username: 'username',
}

/** nsMsgSocketType and nsMsgAuthMethod, for writing. */
export const socketTypes: Readonly<Record<ConnectionSecurity, number>> = { none: 0, starttls: 2, tls: 3 }
export const authMethods: Readonly<Record<SignIn, number>> = Object.fromEntries(
  Object.entries(signIns).map(([method, signIn]) => [signIn, Number(method)]),
) as Record<SignIn, number>

const lastParts = new Set([
  ...['accounts', 'defaultserver', 'fullName', 'hostname', 'identities', 'port', 'server', 'smtpServer'],
  ...[
    'smtpservers',
    'authMethod',
    'socketType',
    'try_ssl',
    'type',
    'useremail',
    'userName',
    'username',
    'version',
  ],
])

/** Whether accounts are made of it. Of a hundred preferences it is a few. */
export function isOfAccounts(name: string): boolean {
  return name.startsWith('mail.') && lastParts.has(name.slice(name.lastIndexOf('.') + 1))
}

export function readAccounts(layers: Layers): MailSettings {
  const preferences = createPreferences(layers)
  const outgoing = listed(preferences, 'mail.smtpservers').map((key) => outgoingServer(key, preferences))
  const keys = new Set(outgoing.map(({ key }) => key))
  // Without a default, Thunderbird makes the first one it. A key of a server that is gone is no server.
  const defaultKey = text(preferences, 'mail.smtp.defaultserver') || (outgoing[0]?.key ?? '')
  const accountKeys = new Set(listed(preferences, 'mail.accountmanager.accounts'))
  const accounts = [...accountKeys].flatMap((key): ClientAccount[] => {
    const incoming = incomingServer(text(preferences, `mail.account.${key}.server`), preferences)
    // Thunderbird shows no account without a whole one.
    if (incoming === null) return []
    const identityKeys = listed(preferences, `mail.account.${key}.identities`).map((name) => name.trim())
    const identities = identityKeys.map((identity) => {
      const own = (name: string) =>
        text(preferences, `mail.identity.${identity}.${name}`, `mail.identity.default.${name}`)
      const server = own('smtpServer') || defaultKey
      return {
        key: identity,
        name: own('fullName'),
        address: own('useremail'),
        outgoing: keys.has(server) ? server : null,
      }
    })
    return [{ key, incoming, identities }]
  })
  return { accounts, outgoing }
}

function outgoingServer(key: string, preferences: Preferences): OutgoingServer {
  const own = (field: OutgoingField) => `mail.smtpserver.${key}.${smtpPrefs[field]}`
  const shared = (field: OutgoingField) => `mail.smtpserver.default.${smtpPrefs[field]}`
  const host = preferences.string(own('host'))
  const port = preferences.number(own('port'))
  const socketType = preferences.number(own('security')) ?? preferences.number(shared('security'))
  const authMethod = preferences.number(own('signIn')) ?? preferences.number(shared('signIn'))
  const username = preferences.string(own('username'))
  const security = securityOf(socketType, preferences)
  const type = text(preferences, `mail.smtpserver.${key}.type`) || 'smtp'
  const set = port?.value ?? 0
  return {
    key,
    settings: {
      protocol: type === 'smtp' ? 'smtp' : 'exchange',
      host: host?.value ?? '',
      port: set !== 0 ? set : security === 'tls' ? 465 : 587,
      security,
      signIn: signIns[authMethod?.value ?? 3] ?? 'none',
      username: username?.value ?? '',
    },
    origins: {
      host: originOf(host),
      port: originOf(port),
      security: originOf(socketType),
      signIn: originOf(authMethod),
      username: originOf(username),
    },
    locked: OutgoingField.options.filter((field) => preferences.isLocked(own(field))),
  }
}

function incomingServer(key: string, preferences: Preferences): ClientIncoming | null {
  const pref = (name: string) => `mail.server.${key}.${name}`
  const protocol = text(preferences, pref('type'))
  const host = text(preferences, pref('hostname'))
  if (key === '' || protocol === '' || host === '') return null
  const socketType =
    preferences.number(pref('socketType')) ?? preferences.number('mail.server.default.socketType')
  const authMethod =
    preferences.number(pref('authMethod')) ?? preferences.number('mail.server.default.authMethod')
  const security = securityOf(socketType, preferences)
  const port = preferences.number(pref('port'))?.value ?? -1
  return {
    key,
    protocol,
    host,
    port: port > 0 ? port : incomingPort(protocol, security),
    security,
    signIn: signIns[authMethod?.value ?? 3] ?? 'none',
    username: text(preferences, pref('userName')),
  }
}

function incomingPort(protocol: string, security: ConnectionSecurity): number {
  switch (protocol) {
    case 'imap':
      return security === 'tls' ? 993 : 143
    case 'pop3':
      return security === 'tls' ? 995 : 110
    case 'nntp':
      return security === 'tls' ? 563 : 119
    default:
      return 0
  }
}

/** The old "STARTTLS, if available" is made STARTTLS at the next start of a profile that old (MailMigrator.sys.mjs). */
function securityOf(socketType: Found<number> | null, preferences: Preferences): ConnectionSecurity {
  switch (socketType?.value) {
    case 3:
      return 'tls'
    case 2:
      return 'starttls'
    case 1: {
      const version = preferences.number('mail.ui-rdf.version')?.value ?? 0
      return version > 0 && version < 44 ? 'starttls' : 'none'
    }
    default:
      return 'none'
  }
}

function originOf(found: Found<unknown> | null): SettingOrigin {
  return found?.origin ?? 'default'
}

/** The first of the names that has a value. */
function text(preferences: Preferences, ...names: string[]): string {
  for (const name of names) {
    const found = preferences.string(name)
    if (found !== null) return found.value
  }
  return ''
}

function listed(preferences: Preferences, name: string): string[] {
  return text(preferences, name).split(',').filter(Boolean)
}
