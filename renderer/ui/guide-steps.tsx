import { useApp } from '../app-state.ts'
import type { Guide, GuideField, GuidePart, GuideStep } from '../guides/guide.ts'
import { Button } from './button.tsx'
import { CopyValue } from './copy-value.tsx'
import { Icon } from './icon.tsx'

/** One program's steps by hand, with buttons that copy the values. */
export function GuideSteps({ guide }: { guide: Guide }) {
  const { call, t } = useApp()
  const { help } = guide
  return (
    <>
      {guide.parts.map((part) => (
        <GuideSection key={part.title ?? guide.id} part={part} />
      ))}
      {help !== null && (
        <div class="line">
          <Button variant="link" onClick={() => void call('page.open', { page: help })}>
            {t('ui.guide.help', { program: t(guide.name) })}
          </Button>
        </div>
      )}
    </>
  )
}

/** A part of a guide, under its title. */
export function GuideSection({ part }: { part: GuidePart }) {
  const { t } = useApp()
  return (
    <section class="guide-part">
      {part.title !== null && <h4>{t(part.title)}</h4>}
      {part.text !== null && <p class="small dim">{t(part.text)}</p>}
      {part.steps.length > 0 && <StepList steps={part.steps} />}
    </section>
  )
}

/** Steps in somebody else's program, in their order. Those that are done are ticked. */
export function StepList({ steps }: { steps: readonly GuideStep[] }) {
  return (
    <ol class="steps">
      {steps.map((step, place) => (
        <Step key={place} step={step} />
      ))}
    </ol>
  )
}

function Step({ step }: { step: GuideStep }) {
  const { t } = useApp()
  return (
    <li class={step.done === true ? 'is-done' : undefined}>
      {step.done === true && (
        <span class="step-tick">
          <Icon name="check" size={14} />
          <span class="vh">{t('ui.guide.done')}</span>
        </span>
      )}
      <div class="step-body">
        <p>{withProgramWords(t(step.text, step.params))}</p>
        {step.fields.length > 0 && (
          <dl class="guide-fields">
            {step.fields.map((field) => (
              <Field key={field.label} field={field} />
            ))}
          </dl>
        )}
        {step.note !== null && (
          <p class="guide-note">
            <Icon name="info" size={16} />
            <span>{t(step.note.text, step.note.params)}</span>
          </p>
        )}
      </div>
    </li>
  )
}

function Field({ field }: { field: GuideField }) {
  const { t } = useApp()
  const label = t(field.label)
  return (
    <div class="guide-field">
      <dt>{label}</dt>
      <dd>
        {'copy' in field ? <CopyValue value={field.copy} label={label} /> : <b class="ui">{t(field.word)}</b>}
      </dd>
    </div>
  )
}

/** What stands between ** is written so in the program. */
function withProgramWords(text: string) {
  return text.split('**').map((piece, index) =>
    index % 2 === 1 ? (
      <b key={index} class="ui">
        {piece}
      </b>
    ) : (
      piece
    ),
  )
}
