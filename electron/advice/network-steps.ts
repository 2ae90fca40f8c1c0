import type { AdviceStep } from '../contract/advice.ts'
import type { Outbound25 } from '../contract/check.ts'
import { step } from './step.ts'

/** What to do about this network when no server was named. */
export function adviseNetwork(outbound25: Outbound25): AdviceStep[] {
  const nameServer = step('name-server', {})
  switch (outbound25.verdict) {
    case 'open':
      return [nameServer]
    case 'blocked':
    case 'tarpit':
    case 'partial':
    case 'intercepted':
      return [step('use-submission-port', {}), nameServer]
    case 'inconclusive':
    case 'offline':
    case 'captive-portal':
      return [step('try-another-network', {}), nameServer]
  }
}

/** What a person should know of port 25 here, wherever else the mail leaves. */
export function networkWarnings({ verdict, families }: Outbound25): AdviceStep[] {
  if (verdict === 'intercepted') return [step('avoid-port-25', {})]
  if (verdict !== 'partial' || families.ipv4 === null || families.ipv6 === null) return []
  const intercepted = [families.ipv4, families.ipv6].some((family) => family.verdict === 'intercepted')
  if (intercepted) return [step('avoid-port-25', {})]
  if (families.ipv4.verdict === 'open') return [step('one-family-only', { open: 'IPv4', other: 'IPv6' })]
  if (families.ipv6.verdict === 'open') return [step('one-family-only', { open: 'IPv6', other: 'IPv4' })]
  return []
}
