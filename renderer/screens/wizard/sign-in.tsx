import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { SignIn } from '../../../electron/contract/setup.ts'
import { useSetup } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Busy } from '../../ui/busy.tsx'
import { Field } from '../../ui/field.tsx'
import { Pane } from '../../ui/pane.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { CertificateQuestion } from './certificate-question.tsx'
import { FailedPanel, NotKeptPanel, SignedInPanel } from './sign-in-result.tsx'
import { needsPassword } from '../needs-password.ts'
import { StepFoot } from './step-foot.tsx'
import { stepText } from './steps.ts'

type Wrong = 'no-username' | 'no-password' | 'too-long' | 'rejected'

/** Step 3. The password is in this component's own state until the button is pressed, and nowhere else after it. */
export function SignInStep() {
  const { call, state, t, setup } = useSetup()
  const { record, signIn } = setup
  const form = useId()
  const [username, setUsername] = useState(record.servers?.username ?? record.address)
  const [password, setPassword] = useState('')
  const known = state.accounts.find(({ id }) => id === setup.accountId)
  const [keep, setKeep] = useState<'keychain' | 'session'>(
    record.signedIn?.kept ?? known?.password ?? 'keychain',
  )
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const usernameField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const onward = useRef<HTMLButtonElement>(null)

  const isRejected = signIn.kind === 'failed' && signIn.failure.kind === 'auth-rejected'
  useEffect(() => {
    setWrong(isRejected ? 'rejected' : null)
    if (isRejected) passwordField.current?.focus()
  }, [isRejected])

  // The question that had the focus is gone.
  useEffect(() => {
    if (signIn.kind === 'signed-in' && document.activeElement === document.body) onward.current?.focus()
  }, [signIn.kind])

  const submit = async () => {
    if (username.trim() === '' || password === '') {
      setWrong(password === '' ? 'no-password' : 'no-username')
      const field = username.trim() === '' ? usernameField : passwordField
      if (username.trim() === '') setWrong('no-username')
      field.current?.focus()
      return
    }
    setWrong(null)
    const attempt = call('setup.sign-in', { username: username.trim(), password, keep })
    setPassword('')
    const reply = await attempt
    if (!reply.ok && reply.error.code === 'invalid-input') setWrong('too-long')
  }

  const isAsking = signIn.kind === 'certificate' || signIn.kind === 'not-kept'
  const isOver =
    record.signedIn !== null &&
    password === '' &&
    !isAsking &&
    signIn.kind !== 'failed' &&
    !needsPassword(setup.testMail)
  return (
    <Pane
      title={t('ui.wizard.sign-in')}
      lead={t('ui.sign-in.lead')}
      stepText={stepText(t, 'sign-in')}
      footer={
        <StepFoot back="network">
          {isOver && signIn.kind !== 'under-way' ? (
            <Button
              variant="primary"
              buttonRef={onward}
              onClick={() => void call('setup.go', { step: 'test-mail' })}
            >
              {t('ui.wizard.continue')}
            </Button>
          ) : (
            <Button variant="primary" form={form} busy={signIn.kind === 'under-way'} disabled={isAsking}>
              {t('ui.sign-in.sign-in')}
            </Button>
          )}
        </StepFoot>
      }
    >
      <form
        id={form}
        class="stack loose"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <div class="two">
          <Field
            label={t('ui.sign-in.username')}
            error={wrong === 'no-username' ? t('ui.sign-in.error.no-username') : undefined}
          >
            <TextInput
              value={username}
              autocomplete="username"
              inputRef={usernameField}
              onInput={(value) => {
                setUsername(value)
                setWrong(null)
              }}
            />
          </Field>
          <Field
            label={t('ui.sign-in.password')}
            error={wrong === null || wrong === 'no-username' ? undefined : t(`ui.sign-in.error.${wrong}`)}
          >
            <PasswordInput
              value={password}
              inputRef={passwordField}
              onInput={(value) => {
                setPassword(value)
                setWrong(null)
              }}
            />
          </Field>
        </div>
        <RadioGroup
          row
          hideLegend
          legend={t('ui.sign-in.keep')}
          value={keep}
          options={[
            { value: 'keychain', label: t(`ui.sign-in.keep.${state.platform}`) },
            { value: 'session', label: t('ui.sign-in.keep.session') },
          ]}
          onChange={setKeep}
        />
      </form>
      <Outcome
        signIn={signIn}
        username={username}
        onUsername={(value) => {
          setUsername(value)
          passwordField.current?.focus()
        }}
      />
    </Pane>
  )
}

type OutcomeProps = { signIn: SignIn; username: string; onUsername: (username: string) => void }

function Outcome({ signIn, username, onUsername }: OutcomeProps) {
  const { call, t, setup } = useSetup()
  const { servers, signedIn } = setup.record
  const isPasswordGone = needsPassword(setup.testMail)
  switch (signIn.kind) {
    case 'none':
      // Signed in before a restart.
      return signedIn === null || isPasswordGone ? null : <SignedInPanel kept={signedIn.kept} />
    case 'under-way': {
      const host = signIn.doing === 'incoming' ? servers?.incoming.host : servers?.submission.host
      return (
        <Busy
          since={signIn.since}
          text={t(`ui.sign-in.doing.${signIn.doing}`, { host: host ?? '' })}
          onStop={() => void call('setup.stop-sign-in')}
        />
      )
    }
    case 'certificate':
      return <CertificateQuestion key={signIn.certificate.sha256} question={signIn} />
    case 'failed':
      return <FailedPanel failure={signIn.failure} username={username} onUsername={onUsername} />
    case 'not-kept':
      return <NotKeptPanel failure={signIn.failure} />
    case 'signed-in':
      return isPasswordGone ? null : <SignedInPanel kept={signIn.kept} />
  }
}
