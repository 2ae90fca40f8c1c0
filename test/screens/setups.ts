import { firstOpenStep, stepsDone, stepsSkipped } from '../../electron/app/desk/setup/setup-steps.ts'
import type { Checked } from '../../electron/contract/checked.ts'
import { noSetup, type SetupRecord, type SetupState } from '../../electron/contract/setup.ts'
import { address, choosing, incoming, type LookupName, lookups, submission, username } from './lookups.ts'
import { type SignInName, signIns } from './sign-ins.ts'
import { type TestMailName, testMails } from './test-mails.ts'
import { verdicts } from './verdicts.ts'

const welcomed: SetupRecord = { ...noSetup, welcomed: true }
const addressed: SetupRecord = {
  ...welcomed,
  address,
  servers: { source: 'autoconfig', submission, incoming, username },
}
const checked: SetupRecord = { ...addressed, network: networkOf(verdicts['blocked-drop']) }
const signedIn: SetupRecord = { ...checked, signedIn: { accountId: 'hanako', kept: 'keychain' } }
const tested: SetupRecord = { ...signedIn, testMail: { kind: 'arrived', seconds: 3.2, junk: false } }

function networkOf({ headline, canSend }: Checked): SetupRecord['network'] {
  return canSend === true ? { headline, canSend } : null
}

function setup(record: SetupRecord, more: Partial<SetupState> = {}): SetupState {
  return {
    step: firstOpenStep(record),
    accountId: null,
    done: stepsDone(record),
    skipped: stepsSkipped(record),
    record,
    lookup: { kind: 'none' },
    checking: null,
    checked: null,
    checkStopped: false,
    signIn: { kind: 'none' },
    testMail: { kind: 'none' },
    ...more,
  }
}

export const welcome = setup(noSetup)

export function addressStep(name: LookupName): SetupState {
  const record = choosing.includes(name)
    ? addressed
    : name === 'none'
      ? welcomed
      : { ...welcomed, address: typedFor(name) }
  return setup(record, { step: 'address', lookup: lookups[name] })
}

function typedFor(name: LookupName): string {
  if (name === 'not-an-address') return 'hanako tanaka'
  return name === 'address-without-domain' ? 'hanako' : address
}

export function networkStep(
  parts: Pick<Partial<SetupState>, 'checking' | 'checked' | 'checkStopped'>,
): SetupState {
  const network = parts.checked == null ? null : networkOf(parts.checked)
  return setup({ ...addressed, network }, { step: 'network', ...parts })
}

export function signInStep(name: SignInName): SetupState {
  const record = signIns[name].kind === 'signed-in' ? signedIn : checked
  return setup(record, { step: 'sign-in', signIn: signIns[name], checked: verdicts['blocked-drop'] })
}

export function testMailStep(name: TestMailName): SetupState {
  const testMail = testMails[name]
  const arrived = testMail.kind === 'sent' && testMail.arrival.kind === 'arrived'
  const isPop = testMail.kind === 'sent' && testMail.arrival.kind === 'not-checkable'
  const record = arrived ? tested : isPop ? { ...signedIn, servers: popServers } : signedIn
  return setup(record, { step: 'test-mail', testMail })
}

const popServers: SetupRecord['servers'] = {
  source: 'by-hand',
  submission,
  incoming: { ...incoming, protocol: 'pop3', port: 995 },
  username,
}

/** As after a restart: the result is there, how it came about is not. */
export const testMailBefore = setup(tested, { step: 'test-mail' })
export const testMailPop = setup({ ...signedIn, servers: popServers }, { step: 'test-mail' })
export const testMailSkipped = setup({ ...signedIn, testMail: { kind: 'skipped' } }, { step: 'mail-clients' })
export const mailClients = setup(tested, { step: 'mail-clients' })
export const mailClientsTls = setup(
  {
    ...tested,
    servers: { source: 'srv', submission: { ...submission, port: 465, security: 'tls' }, incoming, username },
  },
  { step: 'mail-clients' },
)
export const done = setup({ ...tested, clientsSeen: true }, { step: 'done' })
