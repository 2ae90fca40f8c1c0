import type { CheckReport } from '../contract/check.ts'

/** The exit codes of every command; of a check the first that fits, in the order of docs/check-json.md. */
export const exitCodes = {
  fine: 0,
  inconclusive: 1,
  failed: 1,
  usage: 2,
  blocked: 10,
  notOffered: 11,
  untrustedCertificate: 12,
  offline: 13,
  signInRefused: 14,
  keychainUnavailable: 15,
  notSeen: 16,
  bug: 70,
  interrupted: 130,
} as const

/** What `postern check` exits with: can mail be submitted from here? What happens to port 25 does not matter to it. */
export function exitCodeOf({ outbound25, server }: Pick<CheckReport, 'outbound25' | 'server'>): number {
  if (outbound25.verdict === 'offline' || outbound25.verdict === 'captive-portal') return exitCodes.offline
  if (server === null) return outbound25.verdict === 'inconclusive' ? exitCodes.inconclusive : exitCodes.fine
  switch (server.submission.verdict) {
    case 'ready':
      return exitCodes.fine
    case 'blocked':
    case 'stripped':
      return exitCodes.blocked
    case 'untrusted-certificate':
      return exitCodes.untrustedCertificate
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
    case 'unreachable':
      return exitCodes.notOffered
    case 'inconclusive':
      return exitCodes.inconclusive
  }
}

/** In the order in which they are to be reported. */
const order: readonly number[] = [
  exitCodes.offline,
  exitCodes.blocked,
  exitCodes.untrustedCertificate,
  exitCodes.notOffered,
  exitCodes.inconclusive,
]

/** Of several checks the code that fits first. */
export function worstExitCode(codes: readonly number[]): number {
  return order.find((code) => codes.includes(code)) ?? exitCodes.fine
}
