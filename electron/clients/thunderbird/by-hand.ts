import type { OutgoingField, OutgoingSettings, SignIn } from '../../contract/clients.ts'
import type { FieldValue } from '../../contract/repair.ts'
import type { Sentence } from '../../contract/sentence.ts'
import { type MailSettings, smtpPrefs } from './accounts.ts'
import type { RepairPlan } from './plan.ts'

export type HandStep = {
  text: Sentence
  /** The field to set; null where there is only something to press. */
  field: { label: string; pref: string; now: FieldValue; after: FieldValue } | null
  note: Sentence | null
  /** Whether the profile, as it was just read, has it; null: that does not show in a profile. */
  done: boolean | null
}

/**
 * A plan as steps for the person, in the words of Thunderbird's own dialogs: `client.thunderbird.*`, taken from its
 * locale files (messenger.dtd, accountSettings.ftl, smtpEditOverlay.dtd, messenger.properties). The security comes
 * first, because choosing it may change the port and the names of the sign-ins.
 */
export function stepsByHand({ key, now, after, addresses }: RepairPlan, mail: MailSettings): HandStep[] {
  const current = mail.outgoing.find((server) => server.key === key)?.settings
  const fields = (['host', 'security', 'port', 'signIn', 'username'] as const).filter(
    (field) => now[field] !== after[field],
  )
  const press = (step: string, params: Sentence['params'] = {}): HandStep => ({
    text: { key: `client.thunderbird.step.${step}`, params },
    field: null,
    note: null,
    done: null,
  })
  return [
    press('open'),
    press('choose', { address: addresses[0] ?? after.username }),
    ...fields.map((field): HandStep => ({
      text: { key: `client.thunderbird.step.${kindOf(field)}`, params: {} },
      field: {
        label: `client.thunderbird.field.${field}`,
        pref: `mail.smtpserver.${key}.${smtpPrefs[field]}`,
        now: valueOf(field, now),
        after: valueOf(field, after),
      },
      note: noteOn(field, after),
      done: current?.[field] === after[field],
    })),
    press('save'),
  ]
}

function kindOf(field: OutgoingField): 'choose-value' | 'type-value' {
  return field === 'security' || field === 'signIn' ? 'choose-value' : 'type-value'
}

function valueOf(field: OutgoingField, settings: OutgoingSettings): FieldValue {
  switch (field) {
    case 'security':
      return { word: `client.thunderbird.security.${settings.security}` }
    case 'signIn':
      return { word: signInWord(settings.signIn, settings.security !== 'none') }
    case 'port':
      return { text: String(settings.port) }
    case 'host':
      return { text: settings.host }
    case 'username':
      return { text: settings.username }
  }
}

/** A password has another name where it would be sent in the clear. */
function signInWord(signIn: SignIn, secured: boolean): string {
  return `client.thunderbird.sign-in.${signIn === 'password' && !secured ? 'password-in-clear' : signIn}`
}

/** STARTTLS leaves port 25 as it is. */
function noteOn(field: OutgoingField, { port, security }: OutgoingSettings): Sentence | null {
  if (field !== 'port' || security !== 'starttls') return null
  return { key: 'client.thunderbird.note.type-port', params: { port } }
}
