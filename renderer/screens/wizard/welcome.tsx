import { useSetup } from '../../app-state.ts'
import { useLanguageNames } from '../../text.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Pane } from '../../ui/pane.tsx'
import { Select } from '../../ui/select.tsx'

const promises: readonly { name: 'time' | 'password' | 'changes'; icon: IconName }[] = [
  { name: 'time', icon: 'clock' },
  { name: 'password', icon: 'lock' },
  { name: 'changes', icon: 'undo' },
]

/** Whom Postern contacts, in the order of docs/privacy.md. */
const contacts = ['references', 'controls', 'portal', 'lookup', 'server'] as const

export function WelcomeStep() {
  const { call, t } = useSetup()
  return (
    <Pane
      title={t('ui.welcome.title')}
      lead={t('ui.welcome.lead')}
      footer={
        <>
          <span class="gap" />
          <Button variant="primary" onClick={() => void call('setup.go', { step: 'address' })}>
            {t('ui.welcome.start')}
          </Button>
        </>
      }
    >
      <ul class="stack loose promises">
        {promises.map(({ name, icon }) => (
          <li key={name} class="promise">
            <span class="tile">
              <Icon name={icon} size={20} />
            </span>
            <span>
              <strong>{t(`ui.welcome.${name}`)}</strong>
              <br />
              <span class="dim small">{t(`ui.welcome.${name}.more`)}</span>
            </span>
          </li>
        ))}
      </ul>
      <Disclosure summary={t('ui.welcome.contacts')}>
        <p>{t('ui.welcome.contacts.lead')}</p>
        <dl class="contacts">
          {contacts.map((contact) => (
            <div key={contact}>
              <dt>{t(`ui.welcome.contacts.${contact}`)}</dt>
              <dd>{t(`ui.welcome.contacts.${contact}.why`)}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
      <Language />
    </Pane>
  )
}

function Language() {
  const { call, state, t } = useSetup()
  const names = useLanguageNames(state.languages)
  return (
    <div class="language">
      <Field label={t('ui.welcome.language')}>
        <Select
          small
          value={state.language}
          options={names}
          onChange={(language) => void call('preferences.change', { language })}
        />
      </Field>
    </div>
  )
}
