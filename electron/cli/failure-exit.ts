import type { CredentialFailure, MailFailure, SettingsFailure } from '../contract/failures.ts'
import { exitCodes } from './exit-codes.ts'

/** The exit code of a failure that is not a check's verdict. */
export function exitCodeOfFailure(failure: CredentialFailure | MailFailure | SettingsFailure): number {
  switch (failure.kind) {
    case 'auth-rejected':
    case 'auth-unavailable':
    case 'needs-oauth2':
    case 'password-not-sendable':
      return exitCodes.signInRefused
    case 'tls-untrusted':
      return exitCodes.untrustedCertificate
    case 'no-starttls':
    case 'tls-failed':
      return exitCodes.notOffered
    case 'keychain-module-missing':
    case 'keychain-absent':
    case 'keychain-locked':
    case 'keychain-timed-out':
    case 'keychain-failed':
    case 'password-not-storable':
      return exitCodes.keychainUnavailable
    case 'no-such-host':
    case 'dns-failed':
    case 'refused':
    case 'unreachable':
    case 'timed-out':
    case 'sender-refused':
    case 'recipient-refused':
    case 'quota':
    case 'greylisted':
    case 'message-refused':
    case 'server-unavailable':
    case 'protocol':
    case 'settings-newer':
    case 'settings-disk-full':
    case 'settings-denied':
    case 'settings-busy':
    case 'settings-failed':
      return exitCodes.failed
  }
}

/** The server could not be reached or spoken to: a check tells whether that is this network's doing. */
export function isAboutThePath({ kind }: MailFailure): boolean {
  return [
    'refused',
    'unreachable',
    'timed-out',
    'dns-failed',
    'no-starttls',
    'tls-failed',
    'protocol',
  ].includes(kind)
}
