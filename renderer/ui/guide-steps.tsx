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
        <Part key={part.title ?? guide.id} part={part} />
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

function Part({ part }: { part: GuidePart }) {
  const { t } = useApp()
  return (
    <section class="guide-part">
      {part.title !== null && <h3>{t(part.title)}</h3>}
      {part.text !== null && <p class="small dim">{t(part.text)}</p>}
      {part.steps.length > 0 && (
        <ol class="steps">
          {part.steps.map((step) => (
            <Step key={step.text} step={step} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Step({ step }: { step: GuideStep }) {
  const { t } = useApp()
  return (
    <li>
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
