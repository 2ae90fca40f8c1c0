import type { OutgoingField } from '../../contract/clients.ts'
import type { HandStep } from '../../contract/repair.ts'
import { type OutlookAccount, sameAsIncoming } from './accounts.ts'
import type { OutlookPlan } from './plan.ts'
import type { RegKey } from './reg-file.ts'
import { numberOf, smtp } from './settings.ts'

/**
 * A plan as steps for the person, in the words of the dialog that the Control Panel has for classic Outlook:
 * `ui.guide.outlook.*`. `account` is as it was just read. The security comes before the port, which follows it.
 */
export function stepsByHand(
  { now, after, changes }: OutlookPlan,
  account: OutlookAccount & { key: RegKey },
): HandStep[] {
  const current = account.outgoing.settings
  const set = (field: OutgoingField, text: string): HandStep => ({
    text: { key: text, params: {} },
    field: {
      label: `ui.guide.outlook.field.${field === 'signIn' ? 'sign-in' : field}`,
      now: valueOf(field, now),
      after: valueOf(field, after),
    },
    note:
      field === 'port' && after.security === 'starttls'
        ? { key: 'ui.guide.note.type-port', params: { port: after.port } }
        : null,
    done: isSame(field, current, after),
  })
  const differs = (field: OutgoingField) => !isSame(field, now, after)
  const steps = [
    press('ui.guide.outlook.open'),
    press('client.outlook.step.choose', { address: account.account.identities[0]?.address ?? '' }),
  ]
  if (differs('host')) steps.push(set('host', 'client.outlook.step.type'))
  steps.push(differs('signIn') ? set('signIn', 'ui.guide.outlook.more') : press('client.outlook.step.more'))
  const isSecured = changes.some(({ name, after: value }) => name === smtp.secure && value === 0)
  if (isSecured) steps.push(untickSecure(account.key))
  const method = changes.find(({ name }) => name === smtp.authMethod)?.after
  // Unticking it takes the choice of a user name of its own, which is not to stay where there is none.
  const isBackToIncoming = isSecured && method === undefined && sameAsIncoming(account.key)
  if (method !== undefined || isBackToIncoming || differs('username')) {
    const text = `client.outlook.step.${method === 0 || isBackToIncoming ? 'as-incoming' : 'log-on-using'}`
    steps.push(differs('username') ? set('username', text) : press(text))
  }
  if (differs('security')) steps.push(set('security', 'client.outlook.step.advanced'))
  if (differs('port'))
    steps.push(set('port', differs('security') ? 'client.outlook.step.type' : 'client.outlook.step.advanced'))
  return [...steps, press('ui.guide.outlook.save')]
}

/** Secure Password Authentication, which stands below the user name and password of the outgoing server's own. */
function untickSecure(key: RegKey): HandStep {
  return {
    text: { key: 'client.outlook.step.spa', params: {} },
    field: {
      label: 'client.outlook.field.spa',
      now: { word: 'ui.guide.outlook.word.on' },
      after: { word: 'ui.guide.outlook.word.off' },
    },
    note: null,
    done: numberOf(key, smtp.secure) !== 1,
  }
}

/** Whether the dialog shows the same: a sign-in of any kind is one tick. */
function isSame(field: OutgoingField, a: OutlookPlan['after'], b: OutlookPlan['after']): boolean {
  return field === 'signIn' ? (a.signIn === 'none') === (b.signIn === 'none') : a[field] === b[field]
}

function press(key: string, params: HandStep['text']['params'] = {}): HandStep {
  return { text: { key, params }, field: null, note: null, done: null }
}

function valueOf(
  field: OutgoingField,
  settings: OutlookPlan['after'],
): NonNullable<HandStep['field']>['after'] {
  switch (field) {
    case 'security':
      return { word: securityWord(settings.security) }
    case 'signIn':
      return { word: `ui.guide.outlook.word.${settings.signIn === 'none' ? 'off' : 'on'}` }
    case 'port':
      return { text: String(settings.port) }
    case 'host':
      return { text: settings.host }
    case 'username':
      return { text: settings.username }
  }
}

function securityWord(security: OutlookPlan['after']['security']): string {
  switch (security) {
    case 'none':
      return 'ui.guide.outlook.word.none'
    case 'starttls':
      return 'ui.guide.word.starttls'
    case 'tls':
      return 'ui.guide.word.ssl-tls'
  }
}
