import type { Certificate } from './check.ts'

/** Why the password could not be kept or read. None of them ever falls back to a file. */
export type CredentialFailure =
  /** keytar's native module is not there (it could not be built: libsecret's headers were missing). */
  | { kind: 'keychain-module-missing'; detail: string }
  /** No keychain service answers: on Linux no Secret Service on the session bus. */
  | { kind: 'keychain-absent'; detail: string }
  | { kind: 'keychain-locked'; detail: string }
  /** The keychain did not answer within the deadline; it may be showing a prompt. */
  | { kind: 'keychain-timed-out'; afterMs: number }
  /**
   * The keychain would not give the password back as it is: it is empty, holds a NUL (keytar's C strings end
   * there) or half a surrogate pair (no UTF-8 for it), or is longer than the system takes. Nothing was stored.
   */
  | { kind: 'password-not-storable'; reason: 'empty' | 'nul' | 'not-unicode' | 'too-long' }
  | { kind: 'keychain-failed'; detail: string }

/** Why the settings could not be read or written. */
export type SettingsFailure =
  /** Written by a newer Postern: left as it is. */
  | { kind: 'settings-newer'; file: string; version: number }
  /** No room left (ENOSPC, EDQUOT); the file on disk is the old one, whole. */
  | { kind: 'settings-disk-full'; file: string }
  /** Not readable or not writable for this user. */
  | { kind: 'settings-denied'; file: string; code: string }
  /** Another Postern is writing and did not finish in time. */
  | { kind: 'settings-busy'; file: string }
  | { kind: 'settings-failed'; file: string; code: string }

/** How reaching a mail server failed before anything was said. */
export type ConnectFailure =
  | { kind: 'no-such-host'; host: string }
  | { kind: 'dns-failed'; host: string; code: string }
  | { kind: 'refused'; host: string; port: number }
  | { kind: 'unreachable'; host: string; port: number; code: string }
  | { kind: 'timed-out'; host: string; port: number }

/** How a secured mail connection failed. `host` and `port` name the server that was spoken to. */
export type MailFailure =
  | ConnectFailure
  /** `certificate` and `pem` show what the server presented, for a decision; null where a second look failed. */
  | {
      kind: 'tls-untrusted'
      host: string
      port: number
      certificate: Certificate | null
      pem: string | null
      detail: string
    }
  | { kind: 'tls-failed'; host: string; port: number; detail: string }
  /** The server does not offer STARTTLS; nothing was sent in clear. */
  | { kind: 'no-starttls'; host: string; port: number }
  /** The user name or the password was refused. Never retried by itself. */
  | { kind: 'auth-rejected'; host: string; port: number; reply: string }
  /** The server offers no SASL mechanism that Postern can use (RFC 4954). */
  | { kind: 'auth-unavailable'; host: string; port: number; mechanisms: string[] }
  /** The provider takes no passwords from mail programs any more. */
  | { kind: 'needs-oauth2'; host: string; port: number; reply: string }
  /** No mail protocol can carry this password (a NUL, RFC 4616; an empty one); nothing was connected or sent. */
  | { kind: 'password-not-sendable'; detail: string }
  | { kind: 'sender-refused'; reply: string }
  | { kind: 'recipient-refused'; reply: string }
  | { kind: 'quota'; reply: string }
  /** 4xx that asks to come back later (greylisting, RFC 6647). */
  | { kind: 'greylisted'; reply: string }
  | { kind: 'message-refused'; reply: string }
  /** Not now: 421, 454 and other temporary errors that blame neither the password nor the mail (RFC 5321, 4.2.1). */
  | { kind: 'server-unavailable'; host: string; port: number; reply: string }
  /** The server closed the connection or spoke something that is not the protocol. */
  | { kind: 'protocol'; host: string; port: number; detail: string }

/** Any expected failure that has a text of its own. */
export type AnyFailure = CredentialFailure | SettingsFailure | MailFailure
