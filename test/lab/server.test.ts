import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CheckReport, type SubmissionVerdict } from '../../electron/contract/check.ts'
import { namespaces } from './addresses.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'
import { inNamespace, mustRun } from './run.ts'
import type { ServerSettings } from './server.ts'

const reason = labUnavailable()

describe.skipIf(reason !== null)(`a server's own faults${reason === null ? '' : ` (${reason})`}`, () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await createLab()
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.reset())

  async function check() {
    const { code, stdout } = await lab.postern(['check', lab.server.host, '--json', ...lab.referenceArgs])
    const report = CheckReport.parse(JSON.parse(stdout))
    if (report.server === null) throw new Error('the report has no server')
    return { code, ...report.server, advice: report.advice }
  }

  const faults: {
    name: string
    settings: Partial<ServerSettings>
    verdict: SubmissionVerdict
    code: number
    more?: Record<string, unknown>
    advice: string
  }[] = [
    {
      name: 'without submission',
      settings: { submission: false, smtps: false },
      verdict: 'not-offered',
      code: 11,
      advice: 'postfix-submission',
    },
    {
      name: 'without TLS',
      settings: { tls: false, smtps: false },
      verdict: 'no-starttls',
      code: 11,
      advice: 'postfix-certificate',
    },
    { name: 'without SASL', settings: { auth: false }, verdict: 'no-auth', code: 11, advice: 'postfix-sasl' },
    {
      name: 'with AUTH in clear',
      settings: { authInClear: true },
      verdict: 'ready',
      code: 0,
      more: { authBeforeTls: true },
      advice: 'postfix-tls-auth-only',
    },
    {
      name: 'with 465 only',
      settings: { submission: false },
      verdict: 'ready',
      code: 0,
      more: { port: 465, security: 'tls', ports: { 587: 'not-offered', 465: 'ready' } },
      advice: 'use-tls',
    },
    {
      name: 'with a self-signed certificate',
      settings: { certificate: 'self-signed' },
      verdict: 'untrusted-certificate',
      code: 12,
      more: { certificate: { trusted: false, reason: 'self-signed' } },
      advice: 'compare-certificate',
    },
    {
      name: 'with a certificate of an unknown issuer',
      settings: { certificate: 'unknown-issuer' },
      verdict: 'untrusted-certificate',
      code: 12,
      more: { certificate: { reason: 'unknown-issuer' } },
      advice: 'ask-about-issuer',
    },
    {
      name: 'with an expired certificate',
      settings: { certificate: 'expired' },
      verdict: 'untrusted-certificate',
      code: 12,
      more: { certificate: { reason: 'expired' } },
      advice: 'server-renew-certificate',
    },
    {
      name: 'with a certificate that is not valid yet',
      settings: { certificate: 'not-yet-valid' },
      verdict: 'untrusted-certificate',
      code: 12,
      more: { certificate: { reason: 'not-yet-valid' } },
      advice: 'set-clock',
    },
    {
      name: 'with a certificate for another name',
      settings: { certificate: 'wrong-name' },
      verdict: 'untrusted-certificate',
      code: 12,
      more: { certificate: { reason: 'wrong-name', names: ['www.tanaka.example'] } },
      advice: 'use-certificate-name',
    },
  ]

  test.each(faults)('$name: $verdict', async ({ settings, verdict, code, more = {}, advice }) => {
    await lab.server.configure(settings)
    const result = await check()
    expect(result.submission).toMatchObject({ verdict, ...more })
    expect(result.code).toBe(code)
    expect(result.advice.map(({ id }) => id)).toContain(advice)
  })

  test('Postfix stopped: every port refuses, so it is not offered', async () => {
    await lab.server.postfix.stop()
    const { code, submission, reachable, port25 } = await check()
    expect({ code, verdict: submission.verdict, reachable, port25: port25?.outcome }).toEqual({
      code: 11,
      verdict: 'not-offered',
      reachable: true,
      port25: 'refused',
    })
  })

  test('Dovecot stopped: EHLO and STARTTLS are fine, and there is no AUTH', async () => {
    await lab.server.dovecot.stop()
    expect((await check()).submission.verdict).toBe('no-auth')
  })

  test('the machine is off: unreachable, and this network is not blamed', async () => {
    const off = `table inet off { chain arriving { type filter hook input priority filter; policy drop; }\n}\n`
    await mustRun(inNamespace(namespaces.server, ['nft', '-f', '-']), off)
    try {
      const { code, submission, reachable } = await check()
      expect({ code, verdict: submission.verdict, reachable }).toEqual({
        code: 11,
        verdict: 'unreachable',
        reachable: false,
      })
    } finally {
      await mustRun(inNamespace(namespaces.server, ['nft', 'delete', 'table', 'inet', 'off']))
    }
  })

  test('the advice, applied as printed to a Postfix without submission, makes it ready', async () => {
    await lab.server.configure({ submission: false, smtps: false })
    const before = await check()
    expect(before.submission.verdict).toBe('not-offered')
    const step = before.advice.find(({ id }) => id === 'postfix-submission')
    const lines = String(step?.params['masterCf'])
    expect(step?.text).toContain(lines)
    expect(lines).toContain('-o smtpd_sasl_auth_enable=yes')
    expect(lines).toContain('-o smtpd_client_restrictions=permit_sasl_authenticated,reject')
    await lab.server.appendMasterCf(`${lines}\n`)
    const after = await check()
    expect(after.submission).toMatchObject({ verdict: 'ready', ports: { 587: 'ready', 465: 'ready' } })
    expect(after.code).toBe(0)
  })
})
