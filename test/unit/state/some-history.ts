import fc from 'fast-check'
import type { HistoryEntry } from '../../../electron/contract/history.ts'
import { Mechanism, Outbound25Verdict, SubmissionVerdict } from '../../../electron/contract/check.ts'
import type { HistoryFacts } from '../../../electron/state/timeline.ts'

export const hour = 3_600_000
export const now = Date.parse('2026-11-24T05:02:11.000Z')

type Changes = {
  verdict?: HistoryEntry['outbound25']['verdict']
  servers?: HistoryEntry['servers']
}

/** A check of a network that blocks port 25, with a server that is ready on port 587. */
export function checkAt(
  at: string | number,
  networkId: string | null = 'home',
  changes: Changes = {},
): HistoryEntry {
  const { verdict = 'blocked', servers = [{ host: 'mail.tanaka.example', verdict: 'ready', port: 587 }] } =
    changes
  const mechanism = verdict === 'blocked' ? 'drop' : null
  return {
    at: new Date(at).toISOString(),
    networkId,
    outbound25: {
      verdict,
      mechanism,
      confidence: 'confirmed',
      families: { ipv4: { verdict: verdict === 'partial' ? 'open' : verdict, mechanism }, ipv6: null },
    },
    servers,
  }
}

export function facts(entries: readonly HistoryEntry[], more: Partial<HistoryFacts> = {}): HistoryFacts {
  return {
    entries,
    known: {},
    days: 14,
    now,
    timeZone: 'Asia/Tokyo',
    checkEveryMs: hour / 4,
    network: null,
    ...more,
  }
}

/** Whatever a history file may hold, in any order: torn lines are left out by whoever reads it. */
export const anyEntry: fc.Arbitrary<HistoryEntry> = fc.record({
  at: fc
    .oneof(
      fc.integer({ min: now - 100 * 24 * hour, max: now + 48 * hour }),
      // Close together, and twice at the same moment.
      fc.integer({ min: 0, max: 40 }).map((quarter) => now - quarter * (hour / 4)),
    )
    .map((at) => new Date(at).toISOString()),
  networkId: fc.constantFrom('home', 'office', 'cafe', null),
  outbound25: fc.record({
    verdict: fc.constantFrom(...Outbound25Verdict.options),
    mechanism: fc.option(fc.constantFrom(...Mechanism.options)),
    confidence: fc.constantFrom('suspected' as const, 'confirmed' as const),
    families: fc.constant({ ipv4: null, ipv6: null }),
  }),
  servers: fc.array(
    fc.record({
      host: fc.constantFrom('mail.tanaka.example', 'smtp.sakura.example'),
      verdict: fc.constantFrom(...SubmissionVerdict.options),
      port: fc.constantFrom(587 as const, 465 as const, null),
    }),
    { maxLength: 2 },
  ),
})
