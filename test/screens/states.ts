import type { Page } from 'playwright-core'
import type { Checked, Checking } from '../../electron/contract/checked.ts'
import { noClients } from '../../electron/contract/repair.ts'
import { noUpdates } from '../../electron/contract/updates.ts'
import { usualPreferences } from '../../electron/contract/preferences.ts'
import type { AppState, Screen } from '../../electron/contract/state.ts'
import { factsOf, lanesAsked, lanesOf } from '../../electron/state/lanes.ts'
import { clientsInWizard, clientsSamples } from './clients-states.ts'
import {
  addReference,
  openAll,
  openGuide,
  press,
  press90Days,
  pressSave,
  renameNetworks,
  saveProfile,
  typeError,
  waitSeconds,
} from './acts.ts'
import { account, office, pop, unfinished, withoutPassword } from './accounts.ts'
import { explainTexts } from './explained.ts'
import { firstHistory, type Histories, longHistory, noHistory, usualHistory } from './histories.ts'
import { lookupNames } from './lookups.ts'
import { checked, gateway, now, ready } from './reports.ts'
import * as setups from './setups.ts'
import { signInNames } from './sign-ins.ts'
import { type TestMailName, testMailNames, testMails } from './test-mails.ts'
import { settingsSamples } from './updates.ts'
import { type VerdictName, verdictNames, verdicts } from './verdicts.ts'

/** A screen in one of its states, as the main process could send it. */
export type Sample = {
  name: string
  state: AppState
  screen: Screen
  history: Histories | 'not-yet' | 'failed'
  /** What the person has done there. */
  act: ((page: Page) => Promise<void>) | null
}

export const base: AppState = {
  revision: 1,
  version: '1.0.0',
  platform: 'windows',
  language: 'en',
  languages: ['en', 'ja'],
  preferences: usualPreferences,
  startAtLogin: true,
  network: { id: 'a1b2c3', gateway, interface: 'wlan0', kind: 'wireless' },
  networkName: null,
  checking: null,
  checked: verdicts['blocked-drop'],
  remembered: false,
  accounts: [account],
  clients: noClients,
  updates: noUpdates,
  setup: null,
  problem: null,
}

/** A check on its way: nothing known, then port 25 suspected with the others open. */
const checkings = {
  started: { since: ago(0.2), lanes: lanesAsked, suspected: null },
  under_way: { since: ago(2), lanes: lanesAsked, suspected: null },
  suspected: {
    since: ago(2),
    lanes: lanesOf({
      ...factsOf(checked({ verdict: 'blocked', mechanism: 'drop', submission: ready }).report),
      running: true,
    }),
    suspected: { key: 'outbound25.blocked.drop', params: {} },
  },
} satisfies Record<string, Checking>

function ago(seconds: number): string {
  return new Date(Date.parse(now) - seconds * 1_000).toISOString()
}

function sample(name: string, parts: Partial<AppState>, more: Partial<Sample> = {}): Sample {
  return { name, state: { ...base, ...parts }, screen: 'status', history: noHistory, act: null, ...more }
}

function status(name: string, verdict: Checked, more: Partial<Sample> = {}): Sample {
  const accounts = verdict.report.server === null ? [] : [{ ...account, checked: verdict }]
  const offline = { id: null, gateway: null, interface: null, kind: null }
  return sample(
    `status-${name}`,
    { checked: verdict, accounts, network: verdict.mark === 'offline' ? offline : base.network },
    more,
  )
}

function row(name: TestMailName): Sample {
  return sample(`status-test-${name}`, { accounts: [{ ...account, testMail: testMails[name] }] })
}

const wizard: Sample[] = [
  sample('welcome', { setup: setups.welcome, accounts: [], checked: null }),
  sample('welcome-opened', { setup: setups.welcome, accounts: [], checked: null }, { act: openAll }),
  ...lookupNames.map((name) => sample(`address-${name}`, { setup: setups.addressStep(name), accounts: [] })),
  sample('address-opened', { setup: setups.addressStep('found-several'), accounts: [] }, { act: openAll }),
  ...Object.entries(checkings).map(([name, checking]) =>
    sample(`network-checking-${name}`, { setup: setups.networkStep({ checking }), accounts: [] }),
  ),
  sample('network-stopped', { setup: setups.networkStep({ checkStopped: true }), accounts: [] }),
  sample('network-named', {
    setup: setups.networkStep({ checked: verdicts['blocked-drop'] }),
    accounts: [],
    networkName: 'Café Morgenrot, upstairs',
  }),
  ...verdictNames.map((name: VerdictName) =>
    sample(`network-${name}`, { setup: setups.networkStep({ checked: verdicts[name] }), accounts: [] }),
  ),
  sample(
    'network-opened',
    { setup: setups.networkStep({ checked: verdicts['not-offered'] }), accounts: [] },
    { act: openAll },
  ),
  ...signInNames.map((name) => sample(`sign-in-${name}`, { setup: setups.signInStep(name), accounts: [] })),
  sample('sign-in-opened', { setup: setups.signInStep('self-signed'), accounts: [] }, { act: openAll }),
  ...testMailNames.map((name) => sample(`test-mail-${name}`, { setup: setups.testMailStep(name) })),
  sample('test-mail-before', { setup: setups.testMailBefore }),
  sample('test-mail-pop', { setup: setups.testMailPop }),
  sample('test-mail-opened', { setup: setups.testMailStep('arrived') }, { act: openAll }),
  sample('mail-clients', { setup: setups.mailClients }),
  sample('mail-clients-skipped-test', { setup: setups.testMailSkipped }),
  sample('mail-clients-465', { setup: setups.mailClientsTls }),
  sample('mail-clients-macos', { setup: setups.mailClients, platform: 'macos' }),
  sample('mail-clients-linux', { setup: setups.mailClients, platform: 'linux' }),
  sample('mail-clients-guide', { setup: setups.mailClients }, { act: openGuide(1) }),
  ...clientsInWizard.map(({ name, clients, act }) =>
    sample(`mail-clients-${name}`, { setup: setups.mailClients, clients }, { act }),
  ),
  sample('done', { setup: setups.done }),
  sample('done-macos', { setup: setups.done, platform: 'macos' }),
  sample('done-no-login-item', { setup: setups.done, startAtLogin: null }),
]

function yesterday(verdict: Checked): Checked {
  return { ...verdict, at: ago(86_400) }
}

const onHistory = (name: string, more: Partial<Sample> = {}): Sample =>
  sample(`history-${name}`, { networkName: 'Home' }, { screen: 'history', history: usualHistory, ...more })

const history: Sample[] = [
  onHistory('14-days'),
  onHistory('90-days', { history: longHistory, act: press90Days }),
  onHistory('empty', { history: noHistory }),
  onHistory('first', { history: firstHistory }),
  onHistory('reading', { history: 'not-yet', act: waitSeconds(3) }),
  onHistory('failed', { history: 'failed' }),
  onHistory('renaming', { act: renameNetworks }),
  onHistory('stay-open', { act: press('.stays tbody tr:nth-child(4) .stay-from') }),
]

const main: Sample[] = [
  ...verdictNames.map((name) => status(name, verdicts[name])),
  status('evidence', verdicts['blocked-drop'], { act: openAll }),
  status('advice', verdicts['not-offered'], { act: openAll }),
  sample('status-offline-with-account', {
    checked: verdicts.offline,
    accounts: [{ ...account, checked: null }],
    network: { id: null, gateway: null, interface: null, kind: null },
  }),
  sample('status-not-checked', { checked: null, accounts: [{ ...account, checked: null }] }),
  ...Object.entries(checkings).map(([name, checking]) => sample(`status-checking-${name}`, { checking })),
  sample('status-empty', { accounts: [], checked: verdicts['network-alone-blocked'] }),
  sample('status-many', {
    accounts: [account, office, unfinished, withoutPassword],
    checked: verdicts['all-blocked'],
  }),
  sample('status-problem', { problem: { key: 'ui.problem.unexpected', params: {} } }),
  sample('status-problem-settings', {
    problem: { key: 'ui.problem.settings-moved', params: { file: 'settings.json.damaged-20261124' } },
  }),
  ...testMailNames.map(row),
  sample('status-copied', {}, { act: press('.pane-head button') }),
  sample('status-paused', { accounts: [account, { ...office, paused: true, checked: null }] }),
  sample('status-all-paused', {
    accounts: [{ ...account, paused: true, checked: null }],
    checked: { ...verdicts['network-alone-blocked'], wayOut: null },
  }),
  sample('status-remembered', {
    checked: yesterday(verdicts['blocked-drop']),
    accounts: [{ ...account, checked: yesterday(verdicts['blocked-drop']) }, unfinished],
    remembered: true,
    checking: checkings.started,
    networkName: 'Home',
  }),
  sample('status-remembered-slow', {
    checked: yesterday(verdicts['all-blocked']),
    accounts: [{ ...account, checked: yesterday(verdicts['all-blocked']) }],
    remembered: true,
    checking: checkings.suspected,
  }),
  sample('status-remembered-stopped', {
    checked: yesterday(verdicts.open),
    accounts: [{ ...account, checked: yesterday(verdicts.open) }],
    remembered: true,
  }),
  sample('status-named', { networkName: '自宅' }),
  ...history,
  sample('clients', {}, { screen: 'clients' }),
  sample('clients-outlook', {}, { screen: 'clients', act: openGuide(0) }),
  sample('clients-thunderbird', {}, { screen: 'clients', act: openGuide(1) }),
  sample('clients-apple', {}, { screen: 'clients', act: openGuide(2) }),
  sample('clients-other', {}, { screen: 'clients', act: openGuide(3) }),
  sample('clients-other-pop', { accounts: [pop] }, { screen: 'clients', act: openGuide(3) }),
  sample('clients-two', { accounts: [office, account] }, { screen: 'clients' }),
  ...clientsSamples.map(({ name, clients, act }) =>
    sample(`clients-${name}`, { clients }, { screen: 'clients', act }),
  ),
  sample('clients-apple-saved', {}, { screen: 'clients', act: saveProfile }),
  sample(
    'clients-apple-saved-macos',
    { platform: 'macos' },
    { screen: 'clients', act: (page) => openGuide(0)(page).then(() => pressSave(page)) },
  ),
  ...(['new-windows', 'mac'] as const).map((kind) =>
    sample(
      `clients-outlook-${kind}`,
      { clients: { ...noClients, lookedAt: now, others: [kind] } },
      { screen: 'clients', act: openGuide(0) },
    ),
  ),
  sample(
    'clients-outlook-two-accounts',
    { accounts: [office, pop], clients: { ...noClients, lookedAt: now, others: ['new-windows'] } },
    { screen: 'clients', act: openGuide(0) },
  ),
  sample(
    'clients-outlook-no-account',
    { accounts: [], clients: { ...noClients, lookedAt: now, others: ['new-windows'] } },
    { screen: 'clients', act: openGuide(0) },
  ),
  sample(
    'clients-apple-not-trusted',
    { accounts: [{ ...account, trusted: [{ host: account.submission.host, sha256: 'ab'.repeat(32) }] }] },
    { screen: 'clients', act: openGuide(2) },
  ),
  ...Object.entries(explainTexts).map(([name, text]) =>
    sample(`clients-explain-${name}`, {}, { screen: 'clients', act: typeError(text) }),
  ),
  sample('clients-empty', { accounts: [] }, { screen: 'clients' }),
  sample('settings', { accounts: [account, office, unfinished] }, { screen: 'settings' }),
  sample(
    'settings-quiet',
    {
      preferences: { ...usualPreferences, quiet: true },
      accounts: [{ ...account, paused: true, checked: null }],
    },
    { screen: 'settings' },
  ),
  sample('settings-empty', { accounts: [], startAtLogin: null }, { screen: 'settings' }),
  sample(
    'settings-references',
    {
      platform: 'linux',
      preferences: {
        language: 'ja',
        references: ['mx.alpha.example', 'mx.bravo.example'],
        checkEveryMinutes: 240,
      },
    },
    { screen: 'settings', act: press('.references summary') },
  ),
  sample('settings-reference-wrong', {}, { screen: 'settings', act: addReference('mail server') }),
  sample(
    'settings-remove',
    {},
    { screen: 'settings', act: press('.account-setting .row-end button >> nth=1') },
  ),
  ...settingsSamples.map(({ name, parts, act }) =>
    sample(`settings-${name}`, parts, { screen: 'settings', act }),
  ),
  sample('status-update-ready', { updates: { state: 'ready', version: '1.1.0' } }),
]

export const samples: readonly Sample[] = [...wizard, ...main]
