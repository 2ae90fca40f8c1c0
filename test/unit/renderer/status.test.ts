import { expect, test } from 'vitest'
import { createTranslator } from '../../../electron/text/translator.ts'
import { ago } from '../../../renderer/screens/status/ago.ts'
import { evidenceOf } from '../../../renderer/screens/status/evidence.tsx'
import { testMailLine } from '../../../renderer/screens/status/test-mail-line.ts'
import { spanFor } from '../../../renderer/screens/wizard/test-mail-track.tsx'
import { now } from '../../screens/reports.ts'
import { testMails } from '../../screens/test-mails.ts'
import { verdicts } from '../../screens/verdicts.ts'

const at = Date.parse(now)
const before = (ms: number) => new Date(at - ms).toISOString()

test.each([
  [0, null, null],
  [59_999, null, null],
  [60_000, '1 minute ago', '1 分前'],
  [59 * 60_000, '59 minutes ago', '59 分前'],
  [60 * 60_000, '1 hour ago', '1 時間前'],
  [24 * 3_600_000, 'yesterday', '昨日'],
  [3 * 86_400_000, '3 days ago', '3 日前'],
  [-5_000, null, null],
])('%d ms ago is said as people say it', (ms, en, ja) => {
  expect(ago(before(ms), 'en', at)).toBe(en)
  expect(ago(before(ms), 'ja', at)).toBe(ja)
})

test('each connection stands once among the evidence, the first one first', () => {
  const { report } = verdicts['blocked-drop']
  const seen = evidenceOf(report)
  expect(seen.map(({ startedMs }) => startedMs)).toEqual(
    seen.map(({ startedMs }) => startedMs).toSorted((a, b) => a - b),
  )
  const [first] = seen
  if (first === undefined) throw new Error('no evidence')
  const twice = {
    ...report,
    outbound25: { ...report.outbound25, evidence: [...report.outbound25.evidence, first] },
  }
  expect(evidenceOf(twice)).toHaveLength(seen.length)
})

test.each([
  ['none', null],
  ['waiting', 'Test mail on its way…'],
  ['arrived', 'Test mail arrived in 3.2 s, 2 minutes ago.'],
  ['arrived-in-junk', 'Test mail arrived in Junk, 2 minutes ago.'],
  ['not-seen', 'Test mail sent, not seen yet.'],
  ['not-checkable', 'Test mail sent, 2 minutes ago.'],
  ['stopped', 'Test mail stopped.'],
  ['needs-password', 'Test mail needs the password: sign in.'],
] as const)('a test mail that is %s is told in one line', (name, line) => {
  const t = createTranslator('en')
  expect(testMailLine(testMails[name], t, { language: 'en', now: at })).toBe(line)
})

test('a refused test mail gives the reason and the next step', () => {
  const t = createTranslator('en')
  const line = testMailLine(testMails.refused, t, { language: 'en', now: at })
  expect(line).toContain('550 5.1.1 User unknown')
  expect(line).toContain('Check that the mailbox exists.')
})

test('the axis of a test mail ends soon after its arrival', () => {
  for (const seconds of [0.05, 0.3, 1, 3.2, 12, 42.6, 60.9, 119]) {
    const span = spanFor(seconds)
    expect(span).toBeGreaterThanOrEqual(seconds)
    if (seconds > 0.1) expect(seconds / span).toBeGreaterThan(0.6)
  }
})
