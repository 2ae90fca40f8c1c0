import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adviseCheck } from '../../../electron/advice/advise-check.ts'
import { adviceParams } from '../../../electron/contract/advice.ts'
import { type AuditFinding, oldTlsVersions } from '../../../electron/contract/audit.ts'
import {
  CertificateReason,
  CheckReport,
  FamilyVerdict,
  Hint,
  Mechanism,
  Outbound25Verdict,
  ProbeOutcome,
  ProbeRole,
  SubmissionVerdict,
} from '../../../electron/contract/check.ts'
import { adviceText } from '../../../electron/text/advice-text.ts'
import { languages } from '../../../electron/text/locales.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { verdictKey } from '../../../electron/text/verdict.ts'
import { certificate, sampleObservation, sampleReport } from './sample-report.ts'

const orNull = <Value>(values: readonly Value[]) => fc.constantFrom(...values, null)
const words = fc.string({ maxLength: 12 })
const mechanism = orNull(Mechanism.options)
const family = fc.option(
  fc.record({ verdict: fc.constantFrom(...FamilyVerdict.shape.verdict.options), mechanism }),
)
const evidence = fc.array(
  fc
    .record({
      role: fc.constantFrom(...ProbeRole.options),
      outcome: fc.constantFrom(...ProbeOutcome.options),
      port: fc.constantFrom(25, 465, 587),
      banner: orNull(['mx ESMTP Postfix (Debian/GNU)', 'mx ESMTP Exim 4.96', 'mx']),
    })
    .map(sampleObservation),
  { maxLength: 4 },
)
const submissionVerdict = fc.constantFrom(...SubmissionVerdict.options)

const outbound25 = fc.record({
  verdict: fc.constantFrom(...Outbound25Verdict.options),
  mechanism,
  families: fc.record({ ipv4: family, ipv6: family }),
  exceptions: fc.array(fc.domain(), { maxLength: 2 }),
  hints: fc.subarray(Hint.options),
  evidence,
})
const submission = fc.record({
  verdict: submissionVerdict,
  port: orNull([587, 465] as const),
  security: orNull(['starttls', 'tls'] as const),
  auth: fc.array(fc.constantFrom('PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2', 'GSSAPI'), { maxLength: 3 }),
  authBeforeTls: fc.boolean(),
  unauthenticated: fc.constantFrom('refused', 'accepted', 'not-tested' as const),
  ports: fc.record({ '587': submissionVerdict, '465': submissionVerdict }),
  certificate: fc.option(
    fc
      .record({
        reason: orNull(CertificateReason.options),
        names: fc.array(words, { maxLength: 5 }),
        issuer: words,
      })
      .map((changes) => ({ ...certificate, ...changes })),
  ),
  evidence,
})
const report = fc
  .record(
    {
      outbound25,
      submission,
      host: fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6(), words),
      server: fc.constant(null),
    },
    { requiredKeys: ['outbound25', 'submission', 'host'] },
  )
  .map(sampleReport)
const announced = fc.record({
  source: fc.domain(),
  host: fc.domain(),
  port: fc.constantFrom(25, 465, 587, 2525),
  security: orNull(['starttls', 'tls'] as const),
})
const by = fc.constantFrom('srv', 'autoconfig' as const)
const domain = fc.domain()
const findings: fc.Arbitrary<AuditFinding[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('old-tls-accepted' as const),
      port: fc.constantFrom(587, 465 as const),
      versions: fc.subarray([...oldTlsVersions], { minLength: 1 }),
    }),
    fc.record({
      kind: fc.constant('certificate-ends-soon' as const),
      date: fc.constant('2026-12-01'),
      days: fc.nat({ max: 20 }),
    }),
    fc.record({
      kind: fc.constantFrom('announcement-fits', 'announcement-missing' as const),
      by,
      domain,
    }),
    fc.record({
      kind: fc.constant('announced-not-ready' as const),
      by,
      domain,
      announced: fc.array(announced, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ kind: fc.constant('announced-elsewhere' as const), by, domain, announced }),
  ),
  { maxLength: 6 },
)
const context = fc.record({ owner: fc.option(fc.boolean(), { nil: undefined }) })

test('any report gets one to five steps, none twice, with exactly the parameters they show', () => {
  fc.assert(
    fc.property(report, context, (facts, owner) => {
      const steps = adviseCheck(facts, owner)
      expect(steps.length).toBeGreaterThanOrEqual(1)
      expect(steps.length).toBeLessThanOrEqual(5)
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length)
      for (const { id, params } of steps)
        expect(Object.keys(params).sort()).toEqual([...adviceParams[id]].sort())
    }),
  )
})

test('any report can be told in every language and written as JSON', () => {
  const translators = languages.map(createTranslator)
  fc.assert(
    fc.property(report, (facts) => {
      for (const t of translators) {
        const { key, params } = verdictKey({ ...facts })
        expect(t(key, params)).not.toBe('')
        const advice = adviseCheck(facts).map((one) => ({ ...one, text: adviceText(t, one) }))
        expect(CheckReport.parse({ ...facts, advice }).advice).toEqual(advice)
      }
    }),
  )
})

test('an audit adds to the same first steps, to at most eight, and can be told in every language', () => {
  const translators = languages.map(createTranslator)
  fc.assert(
    fc.property(report, context, findings, (facts, owner, found) => {
      const main = adviseCheck(facts, owner)
      const steps = adviseCheck(facts, owner, found)
      expect(steps.slice(0, main.length)).toEqual(main)
      expect(steps.length).toBeLessThanOrEqual(8)
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length)
      for (const one of steps) {
        expect(Object.keys(one.params).sort()).toEqual([...adviceParams[one.id]].sort())
        for (const t of translators) expect(adviceText(t, one)).not.toMatch(/undefined|\{\{/)
      }
    }),
  )
})

test('who does not run the server is never handed commands for Postfix', () => {
  fc.assert(
    fc.property(report, findings, (facts, found) => {
      const ids = adviseCheck(facts, { owner: false }, found).map(({ id }) => id)
      expect(ids.filter((id) => id.startsWith('postfix-') || id === 'server-firewall')).toEqual([])
    }),
  )
})
