import type { Page } from 'playwright-core'
import type { Diagnosis, NoPlan, OutgoingSettings } from '../../electron/contract/clients.ts'
import {
  type ClientsState,
  type CreateState,
  type KeptSetting,
  noClients,
  type Repair,
  type UndoState,
} from '../../electron/contract/repair.ts'
import type { Sentence } from '../../electron/contract/sentence.ts'
import {
  account,
  after,
  before,
  clients,
  empty,
  fine,
  folder,
  one,
  otherHost,
  pref,
  profile,
  server,
  steps,
  view,
} from './clients-found.ts'
import { classicOutlook, outlookView } from './clients-outlook.ts'
import { address } from './lookups.ts'
import { host, now } from './reports.ts'

/** Mail programs as they can be found, and how far their repair can have come. */

type ClientsSample = { name: string; clients: ClientsState; act: ((page: Page) => Promise<void>) | null }

function ago(seconds: number): string {
  return new Date(Date.parse(now) - seconds * 1_000).toISOString()
}

const openDetail = async (page: Page) => {
  const closed = page.locator('details.client[open] details.more:not([open]) > summary')
  while ((await closed.count()) > 0) await closed.first().click()
}
const openChanges = (page: Page) => page.locator('.pane > details.more > summary').click()

const offered: Repair = { kind: 'offered', view }
const byHand = steps()
const repaired: Repair = { kind: 'repaired', change: 7, view }
const full: Sentence = {
  key: 'client.failure.disk-full',
  params: { file: `${folder}/prefs.js` },
}
const denied: Sentence = {
  key: 'client.failure.read-only',
  params: { file: `${folder}/prefs.js`, code: 'EROFS' },
}
const changes: ClientsState['changes'] = [
  { id: 7, at: ago(40), client: 'thunderbird', profile: folder, undone: false },
  { id: 3, at: ago(900_000), client: 'thunderbird', profile: folder, undone: false },
  { id: 1, at: ago(1_900_000), client: 'thunderbird', profile: '/home/hanako/gone', undone: true },
]

/** Verdicts that no repair goes with. */
const verdicts: [string, OutgoingSettings, Diagnosis[]][] = [
  ['fine', after, fine],
  ['intercepted', before, [{ kind: 'broken-here', port: 25, why: 'intercepted' }]],
  ['stripped', after, [{ kind: 'broken-here', port: 587, why: 'stripped' }]],
  ['dead', after, [{ kind: 'dead-host', host }]],
  ['not-offered', after, [{ kind: 'not-offered', host, port: 587 }]],
  ['not-trusted', after, [{ kind: 'not-working', host, port: 587, why: 'untrusted-certificate' }]],
  ['no-auth', after, [{ kind: 'not-working', host, port: 587, why: 'no-auth' }]],
  ['unreachable', after, [{ kind: 'not-working', host, port: 587, why: 'unreachable' }]],
  ['wrong', after, [{ kind: 'wrong-port-for-security', port: 465, security: 'starttls' }]],
  ['leaks', before, [{ kind: 'leaking', what: 'password' }]],
  ['leaks-mail', before, [{ kind: 'leaking', what: 'mail' }]],
  ['no-sign-in', before, [{ kind: 'no-authentication' }]],
  ['fragile', after, [{ kind: 'fragile' }]],
  ['no-server', { ...before, host: '' }, [{ kind: 'no-server' }]],
  ['alone', after, [{ kind: 'leave-alone', reason: 'oauth2' }]],
]
const noPlans: NoPlan[] = [
  { kind: 'not-proven', host },
  { kind: 'overridden', settings: [pref('port'), pref('try_ssl')] },
  { kind: 'not-trusted', host },
]
const kept: KeptSetting[] = [
  { name: pref('port'), ours: '587', now: '465' },
  { name: pref('username'), ours: 'hanako', now: null },
  { name: pref('incomingAccount'), ours: null, now: 'server1' },
]
const created: Extract<CreateState, { kind: 'created' }> = {
  kind: 'created',
  profile: folder,
  accountId: 'hanako',
  change: 7,
}
const undoing = (undo: UndoState, repair: Repair = offered) =>
  clients([one({ repair, byHand })], {
    undo,
    changes: changes.map((change) =>
      undo.kind === 'undone' && undo.change === change.id ? { ...change, undone: true } : change,
    ),
  })

function sample(name: string, state: ClientsState, act: ClientsSample['act'] = null): ClientsSample {
  return { name, clients: state, act }
}

/** Profile "default" without Postern's account. */
const stranger = profile({
  accounts: [account('a1', 'office@sakura.example', 'smtp1')],
  outgoing: [server('smtp1', { settings: after, diagnoses: fine })],
})

export const clientsSamples: readonly ClientsSample[] = [
  sample('looking', { ...noClients, looking: ago(3) }),
  sample('none', clients([])),
  sample(
    'list-unreadable',
    clients([], {
      problems: [{ kind: 'not-readable', file: '/home/hanako/.thunderbird/profiles.ini', code: 'EACCES' }],
    }),
  ),
  sample('fine', clients([one({ settings: after, diagnoses: fine })])),
  sample('offered', clients([one({ repair: offered, byHand })])),
  sample('offered-opened', clients([one({ repair: offered, byHand })]), openDetail),
  sample('offered-open-program', clients([one({ repair: offered, byHand }, { running: true })])),
  sample(
    'offered-unknown-use',
    clients([one({ repair: offered, byHand }, { running: null, alsoNamed: ['old'], place: 'flatpak' })]),
  ),
  sample(
    'half-by-hand',
    clients([one({ repair: offered, byHand: steps({ ...after, port: 25 }) })], { looking: ago(2) }),
    openDetail,
  ),
  sample('testing', clients([one({ repair: { kind: 'testing', since: ago(3) } })])),
  sample('waiting', clients([one({ repair: { kind: 'waiting', since: ago(5), view } }, { running: true })])),
  sample('writing', clients([one({ repair: { kind: 'writing', view }, byHand })])),
  sample('repaired', clients([one({ repair: repaired, settings: after, diagnoses: fine })], { changes })),
  sample(
    'repaired-other-host',
    clients([one({ repair: { kind: 'repaired', change: 7, view: otherHost } })], { changes }),
    (page) => page.locator('details.client > summary').first().click(),
  ),
  sample('failed', clients([one({ repair: { kind: 'failed', failure: full, view }, byHand })])),
  sample('failed-no-view', clients([one({ repair: { kind: 'failed', failure: denied, view: null } })])),
  ...noPlans.map((reason) =>
    sample(`no-plan-${reason.kind}`, clients([one({ repair: { kind: 'no-plan', reason } })])),
  ),
  ...(['untrusted-certificate', 'no-auth', 'unreachable'] as const).map((why) =>
    sample(
      `not-working-${why}`,
      clients([
        one({
          settings: after,
          diagnoses: [{ kind: 'not-working', host, port: 587, why }],
          repair: {
            kind: 'no-plan',
            reason: { kind: why === 'untrusted-certificate' ? 'not-trusted' : 'not-proven', host },
          },
        }),
      ]),
    ),
  ),
  sample(
    'held',
    clients([
      one({
        origins: { port: 'override', security: 'override', host: 'policy', signIn: 'policy' },
        locked: ['host', 'signIn'],
        repair: { kind: 'no-plan', reason: { kind: 'locked-by-policy', settings: [pref('authMethod')] } },
      }),
    ]),
  ),
  sample(
    'verdicts',
    clients([
      profile({
        accounts: verdicts.map(([key]) => account(key, `${key}@tanaka.example`, key)),
        outgoing: [
          ...verdicts.map(([key, settings, diagnoses]) => server(key, { settings, diagnoses })),
          server('unused', {}),
        ],
      }),
    ]),
  ),
  sample(
    'problems',
    clients([
      one({ settings: after, diagnoses: fine }),
      empty({ kind: 'missing-folder', folder: '/media/usb/Thunderbird/Profile von Hanako' }, 'usb'),
      empty({ kind: 'never-started', folder }, 'new'),
      empty({ kind: 'not-readable', file: `${folder}/prefs.js`, code: 'EACCES' }, '仕事用'),
      empty({ kind: 'too-big', file: `${folder}/prefs.js` }, 'big'),
      empty(null, 'blank'),
    ]),
  ),
  sample('undo-waiting', undoing({ kind: 'waiting', change: 7, since: ago(5) }, repaired)),
  sample('undo-writing', undoing({ kind: 'writing', change: 7 }, repaired)),
  sample('undone-list', undoing({ kind: 'undone', change: 7, restored: true, kept: [] }), openChanges),
  sample('undone-kept', undoing({ kind: 'undone', change: 3, restored: true, kept }), openChanges),
  sample('not-undone', undoing({ kind: 'failed', change: 7, failure: denied }, repaired)),
  sample('changes', undoing({ kind: 'writing', change: 3 }), openChanges),
  sample('create', clients([stranger])),
  sample(
    'create-never-started',
    clients([{ ...empty({ kind: 'never-started', folder }, 'default'), isDefault: true }]),
  ),
  sample('create-first', clients([], { canMakeProfile: true })),
  sample(
    'create-testing',
    clients([stranger], { create: { kind: 'testing', profile: folder, accountId: 'hanako', since: ago(3) } }),
  ),
  sample(
    'create-waiting',
    clients([{ ...stranger, running: true }], {
      create: { kind: 'waiting', profile: folder, accountId: 'hanako', since: ago(3) },
    }),
  ),
  sample(
    'created',
    clients([{ ...stranger, accounts: [...stranger.accounts, account('a2', address, 'smtp1')] }], {
      create: created,
      changes,
    }),
  ),
  sample(
    'create-nothing-to-undo',
    clients([{ ...stranger, accounts: [...stranger.accounts, account('a2', address, 'smtp1')] }], {
      create: created,
      undo: { kind: 'undone', change: created.change, restored: false, kept },
      changes,
    }),
  ),
  sample(
    'create-failed',
    clients([stranger], {
      create: { kind: 'failed', profile: folder, accountId: 'hanako', failure: denied },
    }),
  ),
  sample('classic', clients([classicOutlook({ kind: 'offered', view: outlookView })])),
  sample('classic-opened', clients([classicOutlook({ kind: 'offered', view: outlookView })]), openDetail),
  sample(
    'classic-waiting',
    clients([classicOutlook({ kind: 'waiting', since: ago(5), view: outlookView }, { running: true })]),
  ),
  sample('classic-repaired', clients([classicOutlook({ kind: 'repaired', change: 7, view: outlookView })])),
  sample(
    'classic-not-understood',
    clients([
      classicOutlook({ kind: 'no-plan', reason: { kind: 'not-understood', settings: ['SMTP Port'] } }),
    ]),
  ),
  sample(
    'two-profiles',
    clients([
      one({ repair: offered, byHand }),
      profile({
        name: 'とても長い名前のプロファイル（事務所の共有パソコン）',
        folder: `${folder}.office`,
        isDefault: false,
        accounts: [
          account('b1', 'taro.yamada@very-long-department-name.example.co.jp', 'smtp1'),
          account('b2', 'office@sakura.example', 'smtp1'),
        ],
        outgoing: [server('smtp1', { repair: { kind: 'no-plan', reason: { kind: 'no-user-name' } } })],
      }),
    ]),
  ),
]

/** What the last step of the wizard shows of them. */
export const clientsInWizard: readonly ClientsSample[] = clientsSamples.filter(({ name }) =>
  ['looking', 'none', 'offered', 'waiting', 'repaired'].includes(name),
)
