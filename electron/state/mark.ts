import { type CheckReport, hasNoAddress } from '../contract/check.ts'
import type { Mark, WayOut } from '../contract/checked.ts'

type Facts = Pick<CheckReport, 'outbound25' | 'server'>

/** What the arch shows for a check. Without a server to send through, a network that blocks 25 is worth a look. */
export function markOf({ outbound25, server }: Facts): Mark {
  const { verdict } = outbound25
  if (verdict === 'offline') return 'offline'
  if (verdict === 'captive-portal') return 'attention'
  if (server === null) return verdict === 'open' ? 'ok' : 'attention'
  const { submission } = server
  switch (submission.verdict) {
    case 'ready':
      if (verdict === 'intercepted' || submission.ports['587'] === 'stripped') return 'attention'
      return verdict === 'open' ? 'ok' : 'via587'
    case 'untrusted-certificate':
    case 'inconclusive':
      return 'attention'
    case 'blocked':
    case 'stripped':
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
    case 'unreachable':
      return 'blocked'
  }
}

/** The one thing that the person can do about it here; null: nothing, or it waits by itself. */
export function wayOutOf({ outbound25, server }: Facts): WayOut | null {
  const { verdict } = outbound25
  if (verdict === 'offline') return null
  if (verdict === 'captive-portal') return 'open-sign-in-page'
  if (server === null) return verdict === 'inconclusive' ? 'check-again' : 'add-account'
  switch (server.submission.verdict) {
    case 'ready':
      return null
    case 'untrusted-certificate':
      return 'sign-in'
    case 'unreachable':
      return hasNoAddress(server) ? 'edit-servers' : 'check-again'
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
      return 'edit-servers'
    case 'blocked':
    case 'stripped':
    case 'inconclusive':
      return 'check-again'
  }
}

/** Worst first. */
const badness: readonly Mark[] = ['blocked', 'attention', 'offline', 'checking', 'via587', 'ok']

/** The check that the tray speaks of: the worst of all. */
export function worst<Checked extends { mark: Mark }>(all: readonly Checked[]): Checked | null {
  return all.reduce<Checked | null>(
    (found, one) => (found === null || badness.indexOf(one.mark) < badness.indexOf(found.mark) ? one : found),
    null,
  )
}
