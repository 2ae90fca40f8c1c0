import { useSetup } from '../../app-state.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import {
  type FormField,
  formErrors,
  type ServerForm,
  withInPort,
  withInSecurity,
  withOutPort,
  withOutSecurity,
  withProtocol,
} from './server-form.ts'

type ServerFieldsProps = {
  form: ServerForm
  /** Fields that the person has been in: what is missing in them can be told. */
  left: ReadonlySet<FormField>
  onChange: (form: ServerForm) => void
  onLeave: (field: FormField) => void
}

/** The servers by hand. Only encrypted connections can be chosen. */
export function ServerFields({ form, left, onChange, onLeave }: ServerFieldsProps) {
  const { t } = useSetup()
  const errors = formErrors(form)
  const securities = [
    { value: 'starttls', label: t('cli.security.starttls') },
    { value: 'tls', label: t('cli.security.tls') },
  ] as const

  return (
    <div class="card pad stack">
      <div class="server-fields">
        {input('outHost', t('ui.address.out-host'), (outHost) => ({ ...form, outHost }))}
        {input('outPort', t('ui.address.port'), (port) => withOutPort(form, port))}
        <Field label={t('ui.address.security')}>
          <Select
            small
            value={form.outSecurity}
            options={securities}
            onChange={(security) => onChange(withOutSecurity(form, security))}
          />
        </Field>
      </div>
      <div class="server-fields with-protocol">
        <Field label={t('ui.address.protocol')}>
          <Select
            small
            value={form.protocol}
            options={[
              { value: 'imap', label: 'IMAP' },
              { value: 'pop3', label: 'POP3' },
            ]}
            onChange={(protocol) => onChange(withProtocol(form, protocol))}
          />
        </Field>
        {input('inHost', t('ui.address.in-host'), (inHost) => ({ ...form, inHost }))}
        {input('inPort', t('ui.address.port'), (port) => withInPort(form, port))}
        <Field label={t('ui.address.security')}>
          <Select
            small
            value={form.inSecurity}
            options={securities}
            onChange={(security) => onChange(withInSecurity(form, security))}
          />
        </Field>
      </div>
      <p class="note dim">{t('ui.address.only-encrypted')}</p>
    </div>
  )

  function input(name: FormField, label: string, changed: (value: string) => ServerForm) {
    const isPort = name === 'outPort' || name === 'inPort'
    const error = errors[name]
    const shown = error !== undefined && (left.has(name) || !error.unfinished)
    return (
      <Field label={label} error={shown ? t(error.key, { input: form[name] }) : undefined}>
        <TextInput
          small
          inputMode={isPort ? 'numeric' : 'url'}
          value={form[name]}
          onInput={(value) => onChange(changed(value))}
          onBlur={() => onLeave(name)}
        />
      </Field>
    )
  }
}
