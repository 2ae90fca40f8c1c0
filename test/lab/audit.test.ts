import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CheckReport } from '../../electron/contract/check.ts'
import { personDomain } from './addresses.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'
import { waitUntil } from './run.ts'

const reason = labUnavailable()

/** Port 587 for whoever signs in, without a restriction for everyone else: the recipient is at home here. */
const openSubmission = `submission inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes`

describe.skipIf(reason !== null)(`postern check --audit${reason === null ? '' : ` (${reason})`}`, () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await createLab()
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.reset())

  const audit = (args: readonly string[]) =>
    lab.postern(['check', lab.server.user.address, '--audit', ...args, ...lab.referenceArgs])

  /** The report, and what Postfix wrote about the mail sessions meanwhile. */
  async function auditReport() {
    const before = (await lab.server.postfix.log()).length
    const { code, stdout, stderr } = await audit(['--json'])
    expect(stdout, stderr).toMatch(/^\{.*\}\n$/s)
    const report = CheckReport.parse(JSON.parse(stdout))
    const log = async () => (await lab.server.postfix.log()).slice(before)
    await waitUntil('Postfix has written about each connection', async () => {
      const text = await log()
      return count(text, /smtpd\[\d+\]: connect from/g) === count(text, /smtpd\[\d+\]: disconnect from/g)
    })
    const ids = report.advice.map(({ id }) => id)
    return { code, submission: report.server?.submission, ids, advice: report.advice, log: await log() }
  }

  /** Postfix's sum of the commands of each session in which somebody wanted to send. */
  const sendingSessions = (log: string) =>
    [...log.matchAll(/disconnect from \S+ (.*)$/gm)]
      .map(([, sum = '']) => sum)
      .filter((sum) => /\bmail=/.test(sum))

  test('a server without faults: refused, once, and never DATA; SRV fits, and autoconfig is worth one step', async () => {
    const { code, submission, ids, log } = await auditReport()
    expect(code).toBe(0)
    expect(submission?.unauthenticated).toBe('refused')
    expect(count(log, /NOQUEUE: reject: RCPT from/g)).toBe(1)
    expect(sendingSessions(log)).toEqual([
      expect.stringMatching(/^ehlo=2 starttls=1 mail=1 rcpt=0\/1 rset=1 quit=1 commands=/),
    ])
    expect(log).not.toMatch(/\bdata=|\bauth=/)
    expect(ids).toEqual(['use-starttls', 'sign-in-password', 'publish-autoconfig'])
  })

  test('a submission port that takes mail from anyone: accepted, once, and never DATA', async () => {
    await lab.server.appendMasterCf(openSubmission)
    const { code, submission, ids, log } = await auditReport()
    expect(code).toBe(0)
    expect(submission?.unauthenticated).toBe('accepted')
    expect(sendingSessions(log)).toEqual([
      expect.stringMatching(/^ehlo=2 starttls=1 mail=1 rcpt=1 rset=1 quit=1 commands=/),
    ])
    expect(log).not.toMatch(/\bdata=|\bauth=/)
    expect(ids).toContain('postfix-require-sign-in')
    expect(await lab.server.messages('INBOX')).toEqual([])
  })

  test('without --audit nobody tries to send, and nothing more is advised', async () => {
    const before = (await lab.server.postfix.log()).length
    const { stdout } = await lab.postern(['check', lab.server.user.address, '--json', ...lab.referenceArgs])
    const report = CheckReport.parse(JSON.parse(stdout))
    expect(report.server?.submission.unauthenticated).toBe('not-tested')
    expect(report.advice.map(({ id }) => id)).toEqual(['use-starttls', 'sign-in-password'])
    expect(sendingSessions((await lab.server.postfix.log()).slice(before))).toEqual([])
  })

  test('AUTH in clear is seen and advised', async () => {
    await lab.server.configure({ authInClear: true })
    const { submission, ids } = await auditReport()
    expect(submission).toMatchObject({ authBeforeTls: true, unauthenticated: 'refused' })
    expect(ids).toContain('postfix-tls-auth-only')
  })

  test('old TLS is found; the advice, applied as printed, ends it', async () => {
    await lab.server.configure({ oldTls: true })
    const before = await auditReport()
    const text = before.advice.find(({ id }) => id === 'postfix-refuse-old-tls')?.text ?? ''
    expect(text).toContain('TLS 1.0, TLS 1.1')
    const command = text.split('\n').find((line) => line.startsWith('postconf -e ')) ?? ''
    const settings = [...command.matchAll(/"([^"]+)"/g)].map(([, setting]) => setting)
    expect(settings).toHaveLength(2)
    await lab.server.appendMainCf(settings.join('\n'))
    const after = await auditReport()
    expect(after.ids).not.toContain('postfix-refuse-old-tls')
    expect(after.submission?.verdict).toBe('ready')
  })

  test('SRV for a port that is not there: the records that fit', async () => {
    await lab.server.configure({ submission: false })
    const { advice } = await auditReport()
    expect(advice.find(({ id }) => id === 'correct-srv')?.params['records']).toBe(
      [
        `_submission._tcp.${personDomain}. 3600 IN SRV 0 0 0 .`,
        `_submissions._tcp.${personDomain}. 3600 IN SRV 0 1 465 ${lab.server.host}.`,
      ].join('\n'),
    )
  })

  test('another server than the announced one: said, and how to look at it', async () => {
    const { code, stdout } = await audit(['--server', 'submission.delta.example', '--json'])
    const { advice } = CheckReport.parse(JSON.parse(stdout))
    expect(code).toBe(0)
    expect(advice.find(({ id }) => id === 'check-announced-server')?.params).toEqual({
      source: `_submissions._tcp.${personDomain}`,
      announced: lab.server.host,
      host: 'submission.delta.example',
    })
  })

  test('people read a line for each finding', async () => {
    const { code, stdout } = await audit([])
    expect(code).toBe(0)
    for (const line of [
      'mail without sign-in is refused',
      'TLS 1.0 and 1.1 are refused',
      'SRV records: they fit what was found',
      'autoconfig: none that can be used',
    ])
      expect(stdout).toContain(line)
  })
})

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length
}
