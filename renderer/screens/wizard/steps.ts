import type { SetupRecord, SetupState, SetupStep } from '../../../electron/contract/setup.ts'
import type { Translate } from '../../../electron/text/translate.ts'

/** The steps with a number. Welcome comes before them, done after. */
export const numbered = ['address', 'network', 'sign-in', 'test-mail', 'mail-clients'] as const
export type NumberedStep = (typeof numbered)[number]

export type StepLook = { step: NumberedStep; mark: 'done' | 'skipped' | 'none'; reachable: boolean }

/** How each step stands in the rail. One can go to what has a result, and to the first that has none. */
export function stepLooks({
  done,
  skipped,
  record,
}: Pick<SetupState, 'done' | 'skipped' | 'record'>): StepLook[] {
  const settled = (step: SetupStep) => done.includes(step) || skipped.includes(step)
  const next = record.welcomed ? numbered.find((step) => !settled(step)) : undefined
  return numbered.map((step) => ({
    step,
    mark: done.includes(step) ? 'done' : skipped.includes(step) ? 'skipped' : 'none',
    reachable: settled(step) || step === next,
  }))
}

export function stepText(t: Translate, step: NumberedStep): string {
  return t('ui.wizard.step', { step: numbered.indexOf(step) + 1 })
}

/** What has come of a step, in the few words that the rail has room for; null: nothing yet. */
export function stepResult(t: Translate, step: NumberedStep, record: SetupRecord): string | null {
  switch (step) {
    case 'address':
      return record.servers === null ? null : record.address
    case 'network':
      return networkResult(t, record)
    case 'sign-in':
      return record.signedIn === null ? null : t(`ui.wizard.result.${record.signedIn.kept}`)
    case 'test-mail':
      return testMailResult(t, record)
    case 'mail-clients':
      return null
  }
}

function networkResult(t: Translate, { network, servers }: SetupRecord): string | null {
  if (network === null) return null
  if (!network.canSend) return t('ui.wizard.result.certificate')
  const port = network.headline.params['port'] ?? servers?.submission.port ?? 587
  return network.headline.key.startsWith('verdict.ready.blocked')
    ? t('ui.wizard.result.blocked', { port })
    : t('ui.wizard.result.way', { port })
}

function testMailResult(t: Translate, { testMail }: SetupRecord): string | null {
  if (testMail === null) return null
  if (testMail.kind === 'skipped') return t('ui.wizard.result.skipped')
  const seconds = testMail.seconds.toFixed(1)
  return t(testMail.junk ? 'ui.wizard.result.junk' : 'ui.wizard.result.arrived', { seconds })
}
