import type { OtherOutlook } from '../../electron/contract/clients.ts'
import type { MessageKey } from '../../electron/text/message-key.ts'
import {
  type Guide,
  type GuideAccount,
  type GuideField,
  type GuidePart,
  part,
  securityWord,
  step,
  typePort,
} from './guide.ts'

/** Classic Outlook, by the dialog of the Control Panel that all its versions share, and the others by their own. */
export function outlookGuide(account: GuideAccount): Guide {
  const { address, username, submission } = account
  return {
    id: 'outlook',
    name: 'ui.guide.outlook.name',
    about: 'ui.guide.outlook.about',
    icon: 'mail',
    help: 'help-outlook',
    parts: [
      part('ui.guide.outlook.part.classic', [
        step('ui.guide.outlook.open'),
        step('ui.guide.outlook.choose', {
          params: { address },
          fields: [
            { label: 'ui.guide.outlook.field.host', copy: submission.host },
            { label: 'ui.guide.outlook.field.username', copy: username },
          ],
        }),
        step('ui.guide.outlook.more'),
        step('ui.guide.outlook.advanced', {
          fields: [
            { label: 'ui.guide.outlook.field.security', word: securityWord(submission) },
            { label: 'ui.guide.outlook.field.port', copy: String(submission.port) },
          ],
          note: typePort(account),
        }),
        step('ui.guide.outlook.save'),
      ]),
      otherOutlookPart('new-windows', account),
      otherOutlookPart('mac', account),
    ],
  }
}

/** What an account has nearly everywhere. Only its provider knows the rest. */
const unknown = {
  submission: { host: null, port: 587, security: 'starttls' },
  incoming: { protocol: 'imap', host: null, port: 993, security: 'tls' },
} as const

/** One of the Outlooks that send through Microsoft's cloud, with what that means. Its steps are there for anybody. */
export function otherOutlookPart(kind: OtherOutlook, account: GuideAccount | null): GuidePart {
  switch (kind) {
    case 'new-windows':
      return newOutlook(account)
    case 'mac':
      return outlookForMac(account)
  }
}

function newOutlook(account: GuideAccount | null): GuidePart {
  const { submission, incoming } = account ?? unknown
  const { protocol } = incoming
  return {
    title: 'ui.guide.outlook.part.new',
    text: 'ui.guide.outlook.new',
    steps: [
      step('ui.guide.outlook.new.open'),
      account === null
        ? step('ui.guide.outlook.new.choose')
        : step(`ui.guide.outlook.new.choose-${protocol}`, { params: { address: account.address } }),
      step('ui.guide.outlook.new.set', {
        fields: [
          hostField(`ui.guide.outlook.new.field.${protocol}-host`, incoming.host),
          { label: `ui.guide.outlook.new.field.${protocol}-port`, copy: String(incoming.port) },
          hostField('ui.guide.outlook.new.field.host', submission.host),
          { label: 'ui.guide.outlook.new.field.port', copy: String(submission.port) },
          { label: 'ui.guide.outlook.new.field.security', word: securityWord(submission) },
        ],
      }),
      step('ui.guide.outlook.new.save'),
    ],
  }
}

/** It has one switch for TLS: on 587 it means STARTTLS, on 465 TLS from the start. */
function outlookForMac(account: GuideAccount | null): GuidePart {
  const { submission } = account ?? unknown
  const on = 'ui.guide.outlook.word.on'
  return {
    title: 'ui.guide.outlook.part.mac',
    text: 'ui.guide.outlook.mac',
    steps: [
      account === null
        ? step('ui.guide.outlook.mac.open-any')
        : step('ui.guide.outlook.mac.open', { params: { address: account.address } }),
      step('ui.guide.outlook.mac.set', {
        fields: [
          hostField('ui.guide.outlook.mac.field.host', submission.host),
          { label: 'ui.guide.outlook.mac.field.override', word: on },
          { label: 'ui.guide.outlook.mac.field.port', copy: String(submission.port) },
          { label: 'ui.guide.outlook.mac.field.tls', word: on },
        ],
      }),
      step('ui.guide.outlook.mac.more'),
    ],
  }
}

function hostField(label: MessageKey, host: string | null): GuideField {
  return { label, ...(host === null ? { word: 'ui.guide.word.from-provider' } : { copy: host }) }
}
