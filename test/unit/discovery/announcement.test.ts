import { describe, expect, test } from 'vitest'
import type { AnnouncedServer, AuditFinding } from '../../../electron/contract/audit.ts'
import type { Submission } from '../../../electron/contract/check.ts'
import { announcedBySrv } from '../../../electron/discovery/announced-by-srv.ts'
import { type Announcement, judgeAnnouncement } from '../../../electron/discovery/announcement.ts'
import type { SrvRecord } from '../../../electron/net/resolve.ts'
import { sampleReport } from '../advice/sample-report.ts'
import { createCountedNetwork, untilDone } from '../delivery/harness.ts'

const domain = 'example.jp'
const host = 'mail.example.jp'

describe('judgeAnnouncement', () => {
  const at = (port: number, security: AnnouncedServer['security'], its = host): AnnouncedServer => ({
    source: 'test',
    host: its,
    port,
    security,
  })
  const judge = (announcement: Announcement, ports: Partial<Submission['ports']> = {}, checked = host) => {
    const both: Submission['ports'] = { '587': 'ready', '465': 'ready', ...ports }
    const { server } = sampleReport({ host: checked, submission: { ports: both } })
    if (server === null) throw new Error('no server')
    return judgeAnnouncement(announcement, { by: 'srv', domain }, server)
  }
  const fits: AuditFinding = { kind: 'announcement-fits', by: 'srv', domain }
  const notReady = (...announced: AnnouncedServer[]): AuditFinding => ({
    kind: 'announced-not-ready',
    by: 'srv',
    domain,
    announced,
  })
  const elsewhere = (announced: AnnouncedServer): AuditFinding => ({
    kind: 'announced-elsewhere',
    by: 'srv',
    domain,
    announced,
  })

  test.each<[string, AnnouncedServer[], Partial<Submission['ports']>, AuditFinding[]]>([
    ['both ports', [at(587, 'starttls'), at(465, 'tls')], {}, [fits]],
    ['the name in capitals', [at(587, 'starttls', 'MAIL.example.jp')], {}, [fits]],
    ['a port without encryption', [at(587, null)], {}, [notReady(at(587, null))]],
    ['port 25', [at(25, 'starttls')], {}, [notReady(at(25, 'starttls'))]],
    ['TLS from the start on 587', [at(587, 'tls')], {}, [notReady(at(587, 'tls'))]],
    ['STARTTLS on 465', [at(465, 'starttls')], {}, [notReady(at(465, 'starttls'))]],
    ['a port that nobody looked at', [at(2525, 'starttls')], {}, []],
    ...(['not-offered', 'no-starttls', 'no-auth', 'untrusted-certificate'] as const).map(
      (verdict): [string, AnnouncedServer[], Partial<Submission['ports']>, AuditFinding[]] => [
        `a port that is ${verdict}, beside one that is ready`,
        [at(587, 'starttls'), at(465, 'tls')],
        { '587': verdict },
        [notReady(at(587, 'starttls'))],
      ],
    ),
    ...(['blocked', 'stripped', 'unreachable', 'inconclusive'] as const).map(
      (verdict): [string, AnnouncedServer[], Partial<Submission['ports']>, AuditFinding[]] => [
        `a port that is ${verdict}, which is not the server’s fault`,
        [at(587, 'starttls')],
        { '587': verdict },
        [],
      ],
    ),
    [
      'another server beside the checked one',
      [at(465, 'tls'), at(587, 'starttls', 'smtp.example.jp')],
      {},
      [elsewhere(at(587, 'starttls', 'smtp.example.jp'))],
    ],
    [
      'one of each',
      [at(465, 'tls', 'smtp.example.jp'), at(25, 'starttls')],
      {},
      [elsewhere(at(465, 'tls', 'smtp.example.jp')), notReady(at(25, 'starttls'))],
    ],
  ])('%s', (_name, servers, ports, expected) => {
    expect(judge({ kind: 'announced', servers }, ports)).toEqual(expected)
  })

  test('a trailing dot in the checked name makes no difference', () => {
    expect(judge({ kind: 'announced', servers: [at(587, 'starttls')] }, {}, `${host}.`)).toEqual([fits])
  })

  test('nothing announced, expressly or not, or nothing known', () => {
    expect(judge({ kind: 'missing' })).toEqual([{ kind: 'announcement-missing', by: 'srv', domain }])
    expect(judge({ kind: 'says-none' })).toEqual([{ kind: 'srv-says-none', domain }])
    expect(judge({ kind: 'unknown' })).toEqual([])
  })
})

describe('announcedBySrv', () => {
  const record = (name: string, port: number, priority = 0, weight = 1): SrvRecord => ({
    name,
    port,
    priority,
    weight,
  })
  const nowhere = record('', 0)
  const find = (records: { starttls?: SrvRecord[] | null; tls?: SrvRecord[] | null }) => {
    const { resolver } = createCountedNetwork()
    const answers = new Map([
      [`_submission._tcp.${domain}`, records.starttls],
      [`_submissions._tcp.${domain}`, records.tls],
    ])
    const srv = (name: string) =>
      Promise.resolve(answers.get(name) === undefined ? [] : (answers.get(name) ?? null))
    return announcedBySrv(domain, { ...resolver, srv }, untilDone())
  }
  const starttls = { source: `_submission._tcp.${domain}`, security: 'starttls' } as const
  const tls = { source: `_submissions._tcp.${domain}`, security: 'tls' } as const

  test('both services, TLS from the start first', async () => {
    expect(await find({ starttls: [record(host, 587)], tls: [record(host, 465)] })).toEqual({
      kind: 'announced',
      servers: [
        { ...tls, host, port: 465 },
        { ...starttls, host, port: 587 },
      ],
    })
  })

  test('only the lowest priority: the others are for when it is down', async () => {
    const backup = record('backup.example.jp', 587, 10)
    expect(await find({ starttls: [record(host, 587, 5), backup] })).toEqual({
      kind: 'announced',
      servers: [{ ...starttls, host, port: 587 }],
    })
  })

  test('a service that is expressly not offered says nothing of the other', async () => {
    expect(await find({ starttls: [nowhere], tls: [record(host, 465)] })).toEqual({
      kind: 'announced',
      servers: [{ ...tls, host, port: 465 }],
    })
  })

  test.each([
    ['none', {}, 'missing'],
    ['one expressly not offered', { starttls: [nowhere] }, 'says-none'],
    ['both expressly not offered', { starttls: [nowhere], tls: [nowhere] }, 'says-none'],
    ['no answer for one of them', { starttls: null }, 'unknown'],
    ['a target that is no host name', { starttls: [record('mail.example; reboot', 587)] }, 'missing'],
  ])('%s: %s', async (_name, records, kind) => {
    expect(await find(records)).toEqual({ kind })
  })

  test('what one service says counts, though DNS does not answer for the other', async () => {
    expect((await find({ starttls: null, tls: [record(host, 465)] })).kind).toBe('announced')
  })
})
