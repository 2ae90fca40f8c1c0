import { type SetupRecord, type SetupStep, setupSteps } from '../../../contract/setup.ts'

/** Steps that have succeeded. */
export function stepsDone(record: SetupRecord): SetupStep[] {
  return setupSteps.filter((step) => isSettled(step, record) && !isSkipped(step, record))
}

export function stepsSkipped(record: SetupRecord): SetupStep[] {
  return setupSteps.filter((step) => isSkipped(step, record))
}

/** Where a setup goes on. */
export function firstOpenStep(record: SetupRecord): SetupStep {
  return setupSteps.find((step) => !isSettled(step, record)) ?? 'done'
}

/** Every step before it has its result; the welcome and the mail programs ask for none. */
export function canGoTo(step: SetupStep, record: SetupRecord): boolean {
  return setupSteps
    .slice(0, setupSteps.indexOf(step))
    .every((before) => before === 'welcome' || before === 'mail-clients' || isSettled(before, record))
}

function isSettled(step: SetupStep, record: SetupRecord): boolean {
  switch (step) {
    case 'welcome':
      return record.welcomed
    case 'address':
      return record.servers !== null
    case 'network':
      return record.network !== null
    case 'sign-in':
      return record.signedIn !== null
    case 'test-mail':
      return record.testMail !== null
    case 'mail-clients':
      return record.clientsSeen
    case 'done':
      return false
  }
}

function isSkipped(step: SetupStep, record: SetupRecord): boolean {
  return step === 'test-mail' && record.testMail?.kind === 'skipped'
}
