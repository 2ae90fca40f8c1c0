import { useEffect, useRef, useState } from 'preact/hooks'
import type { UsableCandidate } from '../../../electron/contract/discovery.ts'
import { useSetup } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Pane } from '../../ui/pane.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Choices, FindingNotice, Sources } from './address-finding.tsx'
import { type Finding, findingOf, formFor, looksWhole } from './found.ts'
import { ServerFields } from './server-fields.tsx'
import { type FormField, formErrors, formFields, type ServerForm, serversOf } from './server-form.ts'
import { ServersCard } from './servers-card.tsx'
import { StepFoot } from './step-foot.tsx'
import { stepText } from './steps.ts'

const typingPauseMs = 600

/** Step 1: the address, and the servers that belong to it. */
export function AddressStep() {
  const { call, t, setup } = useSetup()
  const { record, lookup } = setup
  const [address, setAddress] = useState(record.address)
  // After a restart in the middle of the search it begins anew.
  const isUnanswered = lookup.kind === 'none' && record.servers === null
  const [asked, setAsked] = useState(isUnanswered ? '' : record.address)
  const [form, setForm] = useState<ServerForm | null>(null)
  const [left, setLeft] = useState<ReadonlySet<FormField>>(new Set())
  const [isEmpty, setIsEmpty] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const formPlace = useRef<HTMLDivElement>(null)

  const typed = address.trim()
  const isFresh = typed === asked
  const servers = isFresh ? record.servers : null
  const finding: Finding = isFresh ? findingOf(lookup, servers) : { kind: 'nothing-asked' }
  const needsForm = ['no-incoming', 'not-found', 'plain-only'].includes(finding.kind)

  const lookUp = () => {
    if (typed === asked || typed === '') return
    setAsked(typed)
    setForm(null)
    setLeft(new Set())
    void call('setup.look-up', { address: typed })
  }

  useEffect(() => {
    if (isFresh || !looksWhole(typed)) return
    const timer = setTimeout(lookUp, typingPauseMs)
    return () => clearTimeout(timer)
  }, [typed, isFresh])

  useEffect(() => {
    if (needsForm) setForm((before) => before ?? formFor(lookup, null))
  }, [needsForm])

  const goOn = () => {
    if (typed === '') {
      setIsEmpty(true)
      field.current?.focus()
    } else if (!isFresh) lookUp()
    else if (form !== null) void useForm(form)
    else if (servers !== null) void call('setup.go', { step: 'network' })
    else field.current?.focus()
  }

  const useForm = async (filled: ServerForm) => {
    const errors = formErrors(filled)
    setLeft(new Set(formFields))
    if (formFields.some((name) => errors[name] !== undefined)) {
      focusFirstWrong()
      return
    }
    const used = await call(
      'setup.use-servers',
      serversOf(filled, record.servers?.username ?? record.address),
    )
    if (used.ok) void call('setup.go', { step: 'network' })
    else field.current?.focus()
  }

  /** After the errors have been drawn. */
  const focusFirstWrong = () =>
    requestAnimationFrame(() =>
      formPlace.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus(),
    )

  const pick = ({ source, submission, incoming, username }: UsableCandidate) => {
    if (incoming === null) setForm(formFor({ kind: 'none' }, null))
    else
      void call('setup.use-servers', {
        source,
        submission,
        incoming,
        username: username ?? record.address,
      })
  }

  return (
    <Pane
      title={t('ui.wizard.address')}
      lead={t('ui.address.lead')}
      stepText={stepText(t, 'address')}
      footer={
        <StepFoot back="welcome">
          <Button
            variant="primary"
            busy={finding.kind === 'looking'}
            disabled={!canGoOn(finding, form !== null)}
            onClick={goOn}
          >
            {t('ui.wizard.continue')}
          </Button>
        </StepFoot>
      }
    >
      <Field label={t('ui.address.label')} error={addressError()}>
        <TextInput
          inputMode="email"
          autocomplete="email"
          value={address}
          inputRef={field}
          onInput={(value) => {
            setAddress(value)
            setIsEmpty(false)
          }}
          onBlur={lookUp}
          onEnter={goOn}
          end={<SearchState finding={finding} />}
        />
      </Field>
      {servers !== null && finding.kind === 'found' && (
        <>
          <Choices choices={finding.choices} servers={servers} onPick={pick} />
          <ServersCard servers={servers} address={record.address} />
        </>
      )}
      <FindingNotice finding={finding} />
      <div class="stack tight" ref={formPlace}>
        {isFresh && lookup.kind === 'over' && lookup.discovery.candidates.length > 0 && (
          <Sources discovery={lookup.discovery} servers={servers} />
        )}
        {takesForm(finding) && (
          <Disclosure
            summary={t('ui.address.by-hand')}
            open={form !== null}
            onToggle={(open) => setForm(open ? (form ?? formFor(lookup, servers)) : null)}
          >
            {form !== null && (
              <ServerFields
                form={form}
                left={left}
                onChange={setForm}
                onLeave={(name) => setLeft(new Set([...left, name]))}
              />
            )}
          </Disclosure>
        )}
      </div>
    </Pane>
  )

  function addressError(): string | undefined {
    if (isEmpty) return t('ui.address.error.empty')
    const domain = asked.slice(asked.lastIndexOf('@') + 1)
    if (finding.kind === 'no-mail') return t(`ui.address.error.${finding.note}`, { domain })
    if (finding.kind !== 'failed' || finding.reason === 'offline') return undefined
    return t(`ui.address.error.${finding.reason}`, { input: asked })
  }
}

function canGoOn(finding: Finding, hasForm: boolean): boolean {
  switch (finding.kind) {
    case 'nothing-asked':
    case 'found':
      return true
    case 'looking':
      return false
    case 'failed':
      return hasForm && finding.reason === 'offline'
    case 'no-incoming':
    case 'not-found':
    case 'plain-only':
    case 'oauth2-only':
    case 'no-mail':
      return hasForm
  }
}

/** An address that is none, or is set up already, has no servers to type. */
function takesForm(finding: Finding): boolean {
  if (finding.kind === 'failed') return finding.reason === 'offline'
  return finding.kind !== 'looking' && finding.kind !== 'nothing-asked'
}

function SearchState({ finding: { kind } }: { finding: Finding }) {
  const { t } = useSetup()
  if (kind === 'looking') return <span class="state faint late">{t('ui.address.looking')}</span>
  if (kind !== 'found') return null
  return (
    <span class="state ok">
      <Icon name="check" size={16} />
      {t('ui.address.found')}
    </span>
  )
}
