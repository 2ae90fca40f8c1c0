import type { HandStep } from '../../electron/contract/repair.ts'
import type { MessageKey } from '../../electron/text/message-key.ts'
import type { GuideField, GuideStep } from './guide.ts'

/** The steps of a repair as those of a guide. Their names of texts are ours: the main process made them. */
export function handSteps(steps: readonly HandStep[]): GuideStep[] {
  return steps.map(({ text, field, note, done }) => ({
    text: text.key as MessageKey,
    params: text.params,
    fields: field === null ? [] : [guideField(field)],
    note: note === null ? null : { text: note.key as MessageKey, params: note.params },
    done,
  }))
}

function guideField({ label, after }: NonNullable<HandStep['field']>): GuideField {
  return {
    label: label as MessageKey,
    ...('word' in after ? { word: after.word as MessageKey } : { copy: after.text }),
  }
}
