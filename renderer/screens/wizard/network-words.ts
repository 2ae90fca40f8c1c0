import type { Checked } from '../../../electron/contract/checked.ts'

type ExplanationKey =
  | `ui.network.explain.${'open' | 'blocked' | 'refused' | 'tarpit' | 'partial' | 'inconclusive' | 'proxy'}`
  | `ui.network.explain.${'stripped-25' | 'stripped-587' | 'this-computer' | 'all-blocked' | 'captive'}`
  | `ui.network.explain.${'certificate' | 'server' | 'unreachable'}`

/** Why nothing was tried. */
export function heldOf({ report }: Checked): 'captive-portal' | 'offline' | null {
  const { verdict } = report.outbound25
  return verdict === 'captive-portal' || verdict === 'offline' ? verdict : null
}

/** The second sentence under a verdict: what was not sent, or what happens by itself. */
export function moreKey(
  checked: Checked,
):
  | `ui.network.more.${'captive-portal' | 'offline' | 'not-sent' | 'anywhere' | 'another-network' | 'certificate'}`
  | null {
  const held = heldOf(checked)
  if (held !== null) return `ui.network.more.${held}`
  const { outbound25, server } = checked.report
  switch (server?.submission.verdict) {
    case 'ready':
      if (outbound25.verdict === 'intercepted' || server.submission.ports['587'] === 'stripped')
        return 'ui.network.more.not-sent'
      return outbound25.verdict === 'open' ? 'ui.network.more.anywhere' : null
    case 'blocked':
      return 'ui.network.more.another-network'
    case 'untrusted-certificate':
      return 'ui.network.more.certificate'
    case 'stripped':
    case 'no-starttls':
    case 'no-auth':
    case 'not-offered':
    case 'unreachable':
    case 'inconclusive':
    case undefined:
      return null
  }
}

/** What it means, in the order of what matters. */
export function explanationKeys(checked: Checked): ExplanationKey[] {
  if (checked.report.outbound25.verdict === 'captive-portal') return ['ui.network.explain.captive']
  if (checked.report.outbound25.verdict === 'offline') return []
  return [serverKey(checked), port25Key(checked)].filter((key) => key !== null)
}

function serverKey({ report: { server } }: Checked): ExplanationKey | null {
  if (server === null) return null
  switch (server.submission.verdict) {
    case 'ready':
      return server.submission.ports['587'] === 'stripped' ? 'ui.network.explain.stripped-587' : null
    case 'blocked':
      return 'ui.network.explain.all-blocked'
    case 'stripped':
      return 'ui.network.explain.stripped-587'
    case 'untrusted-certificate':
      return 'ui.network.explain.certificate'
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
      return 'ui.network.explain.server'
    case 'unreachable':
      return 'ui.network.explain.unreachable'
    case 'inconclusive':
      return null
  }
}

function port25Key({ report: { outbound25, server } }: Checked): ExplanationKey | null {
  // That everything is blocked has been said.
  if (server?.submission.verdict === 'blocked') return null
  if (outbound25.hints.includes('this-computer') && outbound25.verdict !== 'open')
    return 'ui.network.explain.this-computer'
  switch (outbound25.verdict) {
    case 'blocked':
      return outbound25.mechanism === 'reset' || outbound25.mechanism === 'reject'
        ? 'ui.network.explain.refused'
        : 'ui.network.explain.blocked'
    case 'intercepted':
      return outbound25.mechanism === 'stripped'
        ? 'ui.network.explain.stripped-25'
        : 'ui.network.explain.proxy'
    case 'open':
    case 'tarpit':
    case 'partial':
    case 'inconclusive':
      return `ui.network.explain.${outbound25.verdict}`
    case 'captive-portal':
    case 'offline':
      return null
  }
}
