import { describe, expect, it } from 'vitest'
import {
  canGoTo,
  firstOpenStep,
  stepsDone,
  stepsSkipped,
} from '../../../../electron/app/desk/setup/setup-steps.ts'
import { noSetup, type SetupRecord, setupSteps, type SetupStep } from '../../../../electron/contract/setup.ts'
import { published } from './setup-world.ts'

const welcomed = { ...noSetup, welcomed: true }
const found: SetupRecord = { ...welcomed, address: 'hanako@example.jp', servers: published }
const checked: SetupRecord = {
  ...found,
  network: { headline: { key: 'verdict.ready.open', params: { port: 587 } }, canSend: true },
}
const signedIn: SetupRecord = { ...checked, signedIn: { accountId: 'one', kept: 'keychain' } }
const arrived: SetupRecord = { ...signedIn, testMail: { kind: 'arrived', seconds: 3.2, junk: false } }
const skipped: SetupRecord = { ...signedIn, testMail: { kind: 'skipped' } }

describe('the steps of a record', () => {
  it.each<
    [string, SetupRecord, { done: number; skipped?: SetupStep[]; first: SetupStep; furthest: SetupStep }]
  >([
    ['nothing', noSetup, { done: 0, first: 'welcome', furthest: 'address' }],
    ['the welcome', welcomed, { done: 1, first: 'address', furthest: 'address' }],
    ['the servers', found, { done: 2, first: 'network', furthest: 'network' }],
    ['the network', checked, { done: 3, first: 'sign-in', furthest: 'sign-in' }],
    ['the sign-in', signedIn, { done: 4, first: 'test-mail', furthest: 'test-mail' }],
    ['the test mail', arrived, { done: 5, first: 'mail-clients', furthest: 'done' }],
    ['no test mail', skipped, { done: 4, skipped: ['test-mail'], first: 'mail-clients', furthest: 'done' }],
    ['everything', { ...arrived, clientsSeen: true }, { done: 6, first: 'done', furthest: 'done' }],
    [
      'a network that is another now',
      { ...signedIn, network: null },
      { done: 3, first: 'network', furthest: 'network' },
    ],
  ])('with %s', (_name, record, expected) => {
    expect(stepsDone(record)).toHaveLength(expected.done)
    expect(stepsSkipped(record)).toEqual(expected.skipped ?? [])
    expect(firstOpenStep(record)).toBe(expected.first)
    const reachable = setupSteps.slice(0, setupSteps.indexOf(expected.furthest) + 1)
    expect(setupSteps.filter((step) => canGoTo(step, record))).toEqual(reachable)
  })
})
