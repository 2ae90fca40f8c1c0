import { adviseCheck } from '../../../electron/advice/advise-check.ts'
import type { AdviceId } from '../../../electron/contract/advice.ts'
import type { Outbound25, Submission } from '../../../electron/contract/check.ts'
import { certificate, sampleReport } from './sample-report.ts'

/** What a check found, and the advice that belongs to it. */

export type Changes = Parameters<typeof sampleReport>[0]
export type Row = [string, Changes, AdviceId[], { owner?: boolean }?]

export const useHere: AdviceId[] = ['use-starttls', 'sign-in-password']
export const away: AdviceId[] = ['try-another-network', 'use-vpn']
export const fromNothing: AdviceId[] = ['postfix-certificate', 'postfix-sasl', 'postfix-submission']

export function untrusted(
  reason: (typeof certificate)['reason'],
  names = certificate.names,
): Partial<Submission> {
  return { verdict: 'untrusted-certificate', certificate: { ...certificate, names, reason } }
}

export function ports(
  verdict: Submission['verdict'],
  on587: Submission['verdict'],
  on465: Submission['verdict'],
): Partial<Submission> {
  return { verdict, port: null, ports: { '587': on587, '465': on465 } }
}

export const open = { verdict: 'open', mechanism: null } as const
export const drop = { verdict: 'blocked', mechanism: 'drop' } as const
export const proxy = { verdict: 'intercepted', mechanism: 'proxy' } as const
export const partial: Partial<Outbound25> = { verdict: 'partial', families: { ipv4: drop, ipv6: open } }

export function idsFor(changes: Changes, context: { owner?: boolean } = {}): AdviceId[] {
  return adviseCheck(sampleReport(changes), context).map(({ id }) => id)
}
