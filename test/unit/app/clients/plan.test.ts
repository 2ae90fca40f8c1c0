import { describe, expect, test } from 'vitest'
import { hostsToTest, planFor, planNewAccount } from '../../../../electron/app/clients/plan.ts'
import { settingsOf } from '../../../../electron/app/clients/thunderbird.ts'
import type { ClientEvidence } from '../../../../electron/app/clients/evidence.ts'
import { readAccounts } from '../../../../electron/clients/thunderbird/accounts.ts'
import type { PrefValue } from '../../../../electron/clients/thunderbird/prefs-file.ts'
import type { ServerReport, SubmissionVerdict } from '../../../../electron/contract/check.ts'
import { hanako, someLayers } from '../../clients/thunderbird/some-profile.ts'
import { account, mailName } from './clients-world.ts'

const otherName = 'smtp.suzuki.example'

function report(host: string, verdict: SubmissionVerdict): ServerReport {
  const isReady = verdict === 'ready'
  return {
    host,
    reachable: true,
    port25: null,
    submission: {
      verdict,
      port: isReady ? 587 : null,
      security: isReady ? 'starttls' : null,
      auth: ['PLAIN'],
      authBeforeTls: false,
      unauthenticated: 'not-tested',
      ports: { '587': verdict, '465': verdict },
      certificate: null,
      evidence: [],
    },
  }
}

function evidence(...tested: ServerReport[]): ClientEvidence {
  return { outbound25: null, seen: [], tested, addresses: new Map() }
}

function someClient(prefs: Record<string, PrefValue>) {
  const layers = someLayers({ ...hanako, ...prefs })
  return {
    profile: {
      client: 'thunderbird' as const,
      place: 'system' as const,
      name: 'default-release',
      alsoNamed: [],
      folder: '/home/hanako/p',
      isDefault: true,
    },
    read: settingsOf({ layers, mail: readAccounts(layers), flaws: [] }, '/home/hanako/p'),
    problem: null,
    use: 'closed' as const,
  }
}

const atOther = { 'mail.smtpserver.smtp1.hostname': otherName }
/** Jiro's mail goes through the same outgoing server. */
const alsoJiro = {
  'mail.account.account1.identities': 'id1,id2',
  'mail.identity.id2.useremail': 'jiro@suzuki.example',
  'mail.identity.id2.smtpServer': 'smtp1',
  'mail.identity.id2.valid': true,
}

describe('a repair', () => {
  test('stays with the server that is set, where that one takes mail', () => {
    const tested = evidence(report(otherName, 'ready'), report(mailName, 'ready'))
    expect(planFor(someClient(atOther), 'smtp1', tested, [account])).toMatchObject({
      ok: true,
      value: { after: { host: otherName, port: 587 } },
    })
  })

  test('leads to the server of the address, where the one that is set takes none', () => {
    const tested = evidence(report(otherName, 'not-offered'), report(mailName, 'ready'))
    expect(planFor(someClient(atOther), 'smtp1', tested, [account])).toMatchObject({
      ok: true,
      value: { after: { host: mailName, username: 'hanako' } },
    })
  })

  test('does not move the mail of another address along', () => {
    const client = someClient({ ...atOther, ...alsoJiro })
    const tested = evidence(report(otherName, 'not-offered'), report(mailName, 'ready'))
    expect(planFor(client, 'smtp1', tested, [account])).toEqual({
      ok: false,
      error: { kind: 'not-proven', host: otherName },
    })
    const [server] = client.read.mail.outgoing
    if (server === undefined) throw new Error('No outgoing server')
    expect(hostsToTest(server, client.read.mail, [account])).toEqual([otherName])
  })

  test.each([
    ['untrusted-certificate', 'not-trusted'],
    ['no-auth', 'not-proven'],
    ['unreachable', 'not-proven'],
  ] as const)('of a port that is set well says why nothing helps: %s', (verdict, kind) => {
    const client = someClient({
      'mail.smtpserver.smtp1.port': 587,
      'mail.smtpserver.smtp1.try_ssl': 2,
      'mail.smtpserver.smtp1.authMethod': 3,
    })
    expect(planFor(client, 'smtp1', evidence(report(mailName, verdict)), [])).toEqual({
      ok: false,
      error: { kind, host: mailName },
    })
  })
})

test('an account whose setup is not finished is put into no mail program', () => {
  expect(
    planNewAccount(someClient({}), { ...account, unfinished: true }, evidence(report(mailName, 'ready'))),
  ).toEqual({ ok: false, error: { kind: 'unfinished', address: account.address } })
})
