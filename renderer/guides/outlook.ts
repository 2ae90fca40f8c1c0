import type { OtherOutlook } from '../../electron/contract/clients.ts'
import { type Guide, type GuideAccount, type GuidePart, part, securityWord, step, typePort } from './guide.ts'

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

/** One of the Outlooks that send through Microsoft's cloud, with what that means. */
export function otherOutlookPart(kind: OtherOutlook, account: GuideAccount): GuidePart {
  switch (kind) {
    case 'new-windows':
      return newOutlook(account)
    case 'mac':
      return outlookForMac(account)
  }
}

function newOutlook(account: GuideAccount): GuidePart {
  const { address, submission, incoming } = account
  const { protocol } = incoming
  return {
    title: 'ui.guide.outlook.part.new',
    text: 'ui.guide.outlook.new',
    steps: [
      step('ui.guide.outlook.new.open'),
      step(`ui.guide.outlook.new.choose-${protocol}`, { params: { address } }),
      step('ui.guide.outlook.new.set', {
        fields: [
          { label: `ui.guide.outlook.new.field.${protocol}-host`, copy: incoming.host },
          { label: `ui.guide.outlook.new.field.${protocol}-port`, copy: String(incoming.port) },
          { label: 'ui.guide.outlook.new.field.host', copy: submission.host },
          { label: 'ui.guide.outlook.new.field.port', copy: String(submission.port) },
          { label: 'ui.guide.outlook.new.field.security', word: securityWord(submission) },
        ],
      }),
      step('ui.guide.outlook.new.save'),
    ],
  }
}

/** It has one switch for TLS: on 587 it means STARTTLS, on 465 TLS from the start. */
function outlookForMac({ address, submission }: GuideAccount): GuidePart {
  const on = 'ui.guide.outlook.word.on'
  return {
    title: 'ui.guide.outlook.part.mac',
    text: 'ui.guide.outlook.mac',
    steps: [
      step('ui.guide.outlook.mac.open', { params: { address } }),
      step('ui.guide.outlook.mac.set', {
        fields: [
          { label: 'ui.guide.outlook.mac.field.host', copy: submission.host },
          { label: 'ui.guide.outlook.mac.field.override', word: on },
          { label: 'ui.guide.outlook.mac.field.port', copy: String(submission.port) },
          { label: 'ui.guide.outlook.mac.field.tls', word: on },
        ],
      }),
      step('ui.guide.outlook.mac.more'),
    ],
  }
}
