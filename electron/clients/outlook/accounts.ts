import type {
  ClientAccount,
  ClientIncoming,
  ConnectionSecurity,
  OutgoingServer,
  SettingOrigin,
  SignIn,
} from '../../contract/clients.ts'
import { findValue, type RegKey } from './reg-file.ts'
import { numberOf, smtp, textOf } from './settings.ts'

/** An account that sends by SMTP, and the one outgoing server that is its own. */
export type OutlookAccount = { account: ClientAccount; outgoing: OutgoingServer }

/**
 * By their class alone (CLSID_OlkPOP3Account and CLSID_OlkIMAP4Account of the Account Management API): what wraps an
 * Exchange mailbox, a data file or an address book can be named like an address.
 */
const protocols = new Map<string, 'pop3' | 'imap'>([
  ['{ed475411-b0d6-11d2-8c3b-00104b2a6676}', 'pop3'],
  ['{ed475412-b0d6-11d2-8c3b-00104b2a6676}', 'imap'],
])

/** The account of a key, by its last part; null where the key is no account with an outgoing server. */
export function readAccount(key: RegKey, last: string): OutlookAccount | null {
  const protocol = protocols.get(textOf(key, 'clsid')?.toLowerCase() ?? '')
  if (protocol === undefined) return null
  const incoming = readIncoming(key, last, protocol)
  const address = textOf(key, 'Email') ?? textOf(key, 'Account Name') ?? ''
  const identity = { key: last, name: textOf(key, 'Display Name') ?? '', address, outgoing: last }
  return {
    account: { key: last, incoming, identities: [identity] },
    outgoing: readOutgoing(key, last, incoming),
  }
}

function readIncoming(key: RegKey, last: string, protocol: 'pop3' | 'imap'): ClientIncoming {
  const prefix = protocol === 'imap' ? 'IMAP' : 'POP3'
  const port = numberOf(key, `${prefix} Port`)
  const security = securityOf(key, prefix, port)
  return {
    key: last,
    protocol,
    host: textOf(key, `${prefix} Server`) ?? '',
    port: port ?? (protocol === 'imap' ? 143 : 110),
    security,
    signIn: numberOf(key, `${prefix} Use SPA`) === 1 ? 'ntlm' : 'password',
    username: textOf(key, `${prefix} User`) ?? '',
  }
}

function readOutgoing(key: RegKey, last: string, incoming: ClientIncoming): OutgoingServer {
  // A port at its default is not stored.
  const port = numberOf(key, smtp.port)
  const origin = (...names: string[]): SettingOrigin =>
    names.some((name) => findValue(key, name) !== undefined) ? 'profile' : 'default'
  return {
    key: last,
    settings: {
      protocol: 'smtp',
      host: textOf(key, smtp.host) ?? '',
      port: port ?? 25,
      security: securityOf(key, 'SMTP', port),
      signIn: signInOf(key),
      username: sameAsIncoming(key) ? incoming.username : (textOf(key, smtp.username) ?? ''),
    },
    origins: {
      host: origin(smtp.host),
      port: origin(smtp.port),
      security: origin(smtp.security, 'SMTP Use SSL'),
      signIn: origin(smtp.useAuth),
      username: origin(smtp.username),
    },
    locked: [],
  }
}

/** Outlook's numbers for the encrypted connection, for writing. */
export const securities: Readonly<Record<ConnectionSecurity, number>> = { none: 0, tls: 1, starttls: 2 }

/** What it means when it stands for itself; older builds had the switch alone. */
function securityOf(key: RegKey, prefix: string, port: number | null): ConnectionSecurity {
  switch (numberOf(key, `${prefix} Secure Connection`)) {
    case null:
      return numberOf(key, `${prefix} Use SSL`) === 1 ? 'tls' : 'none'
    case 1:
      return 'tls'
    case 2:
      return 'starttls'
    case 3: // Outlook finds out by itself.
      return port === 465 || port === 993 || port === 995 ? 'tls' : 'starttls'
    default:
      return 'none'
  }
}

/** 0: with the incoming server's user and password; 1: with its own; 2: by having fetched mail first. */
function signInOf(key: RegKey): SignIn {
  if (numberOf(key, smtp.useAuth) !== 1 || numberOf(key, smtp.authMethod) === 2) return 'none'
  return numberOf(key, smtp.secure) === 1 ? 'ntlm' : 'password'
}

export function sameAsIncoming(key: RegKey): boolean {
  return numberOf(key, smtp.authMethod) !== 1
}
