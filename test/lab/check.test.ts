import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CheckReport, type Mechanism, type Outbound25Verdict } from '../../electron/contract/check.ts'
import { references, relay } from './addresses.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'
import type { Mode } from './router-rules.ts'
import { waitUntil } from './run.ts'

const reason = labUnavailable()

describe.skipIf(reason !== null)(
  `postern check in the laboratory${reason === null ? '' : ` (${reason})`}`,
  () => {
    let lab: Lab
    beforeAll(async () => {
      lab = await createLab()
    })
    afterAll(() => lab.close())
    beforeEach(() => lab.reset())

    async function check(args: readonly string[] = [lab.server.host], more: readonly string[] = []) {
      const { code, stdout, stderr } = await lab.postern([
        'check',
        ...args,
        '--json',
        ...lab.referenceArgs,
        ...more,
      ])
      expect(stdout, stderr).toMatch(/^\{.*\}\n$/s)
      return { code, report: CheckReport.parse(JSON.parse(stdout)) }
    }

    const networks: {
      mode: Mode
      verdict: Outbound25Verdict
      mechanism: Mechanism | null
      code: number
      submission?: string
    }[] = [
      { mode: 'none', verdict: 'open', mechanism: null, code: 0, submission: 'ready' },
      { mode: 'drop', verdict: 'blocked', mechanism: 'drop', code: 0, submission: 'ready' },
      { mode: 'reset', verdict: 'blocked', mechanism: 'reset', code: 0, submission: 'ready' },
      { mode: 'reject-admin', verdict: 'blocked', mechanism: 'reject', code: 0, submission: 'ready' },
      { mode: 'reject-host', verdict: 'blocked', mechanism: 'reject', code: 0, submission: 'ready' },
      { mode: 'proxy', verdict: 'intercepted', mechanism: 'proxy', code: 0, submission: 'ready' },
      { mode: 'stripped', verdict: 'intercepted', mechanism: 'stripped', code: 0, submission: 'ready' },
      { mode: 'tarpit', verdict: 'tarpit', mechanism: null, code: 0, submission: 'ready' },
      { mode: 'ipv4-only-drop', verdict: 'partial', mechanism: null, code: 0, submission: 'ready' },
      { mode: 'ipv6-only-drop', verdict: 'partial', mechanism: null, code: 0, submission: 'ready' },
      { mode: 'all-mail-dropped', verdict: 'blocked', mechanism: 'drop', code: 10, submission: 'blocked' },
      { mode: 'captive', verdict: 'captive-portal', mechanism: null, code: 13 },
      { mode: 'all-dropped', verdict: 'offline', mechanism: null, code: 13 },
      { mode: 'link-down', verdict: 'offline', mechanism: null, code: 13 },
    ]

    test.each(networks)('a network of mode $mode is $verdict $mechanism', async (row) => {
      await lab.router.mode(row.mode)
      const { code, report } = await check()
      const { outbound25, server, advice } = report
      expect({ verdict: outbound25.verdict, mechanism: outbound25.mechanism, code }).toEqual({
        verdict: row.verdict,
        mechanism: row.mechanism,
        code: row.code,
      })
      if (row.submission !== undefined) expect(server?.submission.verdict).toBe(row.submission)
      expect(outbound25.confidence).toBe('confirmed')
      expect(advice.length).toBeGreaterThan(0)
    })

    test('one IP family only: each family tells its own', async () => {
      await lab.router.mode('ipv4-only-drop')
      const { report } = await check()
      expect(report.outbound25.families).toEqual({
        ipv4: { verdict: 'blocked', mechanism: 'drop' },
        ipv6: { verdict: 'open', mechanism: null },
      })
    })

    test('-4 and -6 look at one family', async () => {
      await lab.router.mode('ipv4-only-drop')
      const four = await check([lab.server.host], ['-4'])
      const six = await check([lab.server.host], ['-6'])
      expect(four.report.outbound25).toMatchObject({ verdict: 'blocked', families: { ipv6: null } })
      expect(four.report.outbound25.evidence.filter(({ family }) => family === 6)).toEqual([])
      expect(four.report.server?.submission.evidence.filter(({ family }) => family === 6)).toEqual([])
      expect(six.report.outbound25).toMatchObject({ verdict: 'open', families: { ipv4: null } })
    })

    test("the provider's own relay is an exception, not an open network", async () => {
      await lab.router.mode('foreign-drop')
      const { report } = await check([lab.server.host], ['--reference', relay.name])
      expect(report.outbound25).toMatchObject({
        verdict: 'blocked',
        mechanism: 'drop',
        exceptions: [relay.name],
      })
    })

    test('587 alone is dropped: 465 is the way', async () => {
      await lab.router.mode('submission-dropped')
      const { code, report } = await check()
      expect(code).toBe(0)
      expect(report.server?.submission).toMatchObject({
        verdict: 'ready',
        port: 465,
        security: 'tls',
        ports: { 587: 'blocked', 465: 'ready' },
      })
    })

    test('587 is stripped: 465 is the way', async () => {
      await lab.router.mode('stripped', { ports: [25, 587] })
      const { code, report } = await check()
      expect(code).toBe(0)
      expect(report.server?.submission).toMatchObject({
        verdict: 'ready',
        port: 465,
        ports: { 587: 'stripped', 465: 'ready' },
      })
    })

    test('587 is stripped and 465 is not offered: exit 10', async () => {
      await lab.server.configure({ smtps: false })
      await lab.router.mode('stripped', { ports: [25, 587] })
      const { code, report } = await check()
      expect(code).toBe(10)
      expect(report.server?.submission).toMatchObject({
        verdict: 'stripped',
        ports: { 587: 'stripped', 465: 'not-offered' },
      })
    })

    test('one reference that refuses proves nothing: inconclusive, exit 1', async () => {
      await lab.operators.behave('mx.alpha.example', { kind: 'refuses' })
      const controls = lab.referenceArgs.slice(lab.referenceArgs.indexOf('--control'))
      const { code, stdout } = await lab.postern([
        'check',
        '--json',
        '--reference',
        'mx.alpha.example',
        ...controls,
      ])
      const { outbound25 } = CheckReport.parse(JSON.parse(stdout))
      expect({ code, verdict: outbound25.verdict, confidence: outbound25.confidence }).toEqual({
        code: 1,
        verdict: 'inconclusive',
        confidence: 'suspected',
      })
    })

    test('silence on the submission ports without a control on them: inconclusive, exit 1', async () => {
      await lab.router.mode('drop', { ports: [465, 587] })
      const references = lab.referenceArgs.slice(0, lab.referenceArgs.indexOf('--control'))
      const only443 = ['--control', 'submission.delta.example:443']
      const { code, stdout } = await lab.postern([
        'check',
        lab.server.host,
        '--json',
        ...references,
        ...only443,
      ])
      expect(code).toBe(1)
      expect(CheckReport.parse(JSON.parse(stdout)).server?.submission.verdict).toBe('inconclusive')
    })

    test('a reference or control without an address, and one that is not public, are left out', async () => {
      const { report } = await check(
        [lab.server.host],
        [
          ...['--reference', 'nowhere.alpha.example', '--reference', '127.0.0.1', '--reference', '10.1.2.3'],
          ...['--control', 'nowhere.delta.example:443', '--control', '[::1]:443'],
        ],
      )
      expect(report.outbound25).toMatchObject({ verdict: 'open' })
      const asked = report.outbound25.evidence.map(({ target }) => target)
      for (const host of ['nowhere.alpha.example', '127.0.0.1', '10.1.2.3', '::1'])
        expect(asked).not.toContain(host)
    })

    test('a short --timeout suspects, and says no more', async () => {
      await lab.router.mode('drop')
      const { report } = await check([lab.server.host], ['--timeout', '2'])
      expect(report.durationMs).toBeLessThan(2_700)
      expect(report.outbound25).toMatchObject({ verdict: 'blocked', confidence: 'suspected' })
      expect(report.timing.confirmedMs).toBeNull()
    })

    test("this computer's own filter is a hint, and changes no verdict", async () => {
      const routes = references.map(({ ipv4 }) => `${ipv4}/32`)
      try {
        for (const route of routes) await lab.client(['ip', 'route', 'add', 'prohibit', route])
        const { report } = await check([lab.server.host], ['-4'])
        expect(report.outbound25).toMatchObject({
          verdict: 'blocked',
          mechanism: 'reject',
          hints: ['this-computer'],
        })
        expect(report.advice.map(({ id }) => id)).toContain('allow-on-this-computer')
      } finally {
        for (const route of routes) await lab.client(['ip', 'route', 'del', 'prohibit', route])
      }
    })

    test('dead references among living ones are no block', async () => {
      await lab.operators.behave('mx.alpha.example', { kind: 'dead' })
      expect((await check()).report.outbound25.verdict).toBe('open')
      await lab.operators.behave('mx.alpha.example', { kind: 'refuses' })
      expect((await check()).report.outbound25.verdict).toBe('open')
    })

    test('late greeters (postscreen) and greetings that turn us away are open', async () => {
      await lab.operators.behave('mx.alpha.example', { kind: 'greets', afterMs: 6_000 })
      await lab.operators.behave('mx.bravo.example', { kind: 'greets', afterMs: 6_000 })
      await lab.operators.behave('mx.charlie.example', { kind: 'greets', afterMs: 6_000 })
      expect((await check()).report.outbound25.verdict).toBe('open')
      await lab.operators.behave('mx.alpha.example', { kind: 'greets', greeting: '554 5.7.1 no' })
      await lab.operators.behave('mx.bravo.example', { kind: 'greets', greeting: '421 4.3.2 busy' })
      await lab.operators.behave('mx.charlie.example', { kind: 'greets', greeting: '554 5.7.1 no' })
      expect((await check()).report.outbound25.verdict).toBe('open')
    })

    test('two references only: the verdict stays, the confidence does not', async () => {
      await lab.router.mode('reset')
      const args = lab.referenceArgs.filter((word, index) => {
        const isThird = (at: number) => lab.referenceArgs[at] === 'mx.charlie.example'
        return word !== 'mx.charlie.example' && !(word === '--reference' && isThird(index + 1))
      })
      const { stdout } = await lab.postern(['check', '--json', ...args])
      const { outbound25 } = CheckReport.parse(JSON.parse(stdout))
      expect(outbound25).toMatchObject({ verdict: 'blocked', mechanism: 'reset', confidence: 'suspected' })
    })

    test('at most four connections to a reference, QUIT each time, six packets to port 25 in a second', async () => {
      const capture = await lab.packets('tcp dst port 25')
      await lab.router.mode('drop')
      const { report } = await check()
      const attempts = await capture.stop()
      expect(report.outbound25.verdict).toBe('blocked')
      // Repeated SYNs of one connection come from one port.
      const firsts = attempts.filter(
        (syn, index) =>
          !attempts
            .slice(0, index)
            .some((other) => other.from === syn.from && other.fromPort === syn.fromPort),
      )
      for (const { atMs } of firsts) {
        const within = firsts.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1_000)
        expect(within.length).toBeLessThanOrEqual(6)
      }
      const perReference = new Map<string, number>()
      for (const { role, target } of report.outbound25.evidence) {
        if (role === 'reference') perReference.set(target, (perReference.get(target) ?? 0) + 1)
      }
      expect(Math.max(...perReference.values())).toBeLessThanOrEqual(4)

      await lab.reset()
      await check()
      const sessions = (await lab.operators.sessions()).filter(({ port }) => port === 25)
      expect(sessions.length).toBeGreaterThan(0)
      expect(sessions.filter(({ quit }) => !quit)).toEqual([])
    })

    test('EHLO says the address literal and nothing about this computer', async () => {
      await check()
      const hellos = (await lab.operators.sessions()).flatMap(({ commands }) =>
        commands.filter((command) => /^EHLO/i.test(command)),
      )
      expect(hellos.length).toBeGreaterThan(0)
      for (const hello of hellos) expect(hello).toMatch(/^EHLO \[(IPv6:)?[0-9a-f.:]+\]$/)
    })

    test('an address is looked up: SRV names its server', async () => {
      const { report } = await check([lab.server.user.address])
      expect(report.server).toMatchObject({ host: lab.server.host, submission: { verdict: 'ready' } })
    })

    test('Ctrl-C ends a check at once with 130 and prints no document', async () => {
      await lab.router.mode('drop')
      const interrupt = new AbortController()
      const { signal } = interrupt
      const running = lab.postern(['check', lab.server.host, '--json', ...lab.referenceArgs], {
        signal,
        killSignal: 'SIGINT',
      })
      await waitUntil('the check has begun', async () => (await lab.operators.sessions()).length > 0)
      interrupt.abort()
      const { code, stdout } = await running
      expect(code).toBe(130)
      expect(stdout).toBe('')
    })
  },
)
