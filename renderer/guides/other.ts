import type { MailServer } from '../../electron/contract/account.ts'
import {
  type Guide,
  type GuideAccount,
  type GuideField,
  part,
  securityWord,
  step,
  typePort,
} from './guide.ts'

/** All values, for any program. */
export function otherGuide(account: GuideAccount): Guide {
  const { username, submission, incoming } = account
  return {
    id: 'other',
    name: 'ui.guide.other.name',
    about: 'ui.guide.other.about',
    icon: 'settings',
    help: null,
    parts: [
      part(null, [
        step('ui.guide.other.outgoing', {
          fields: fieldsOf(submission, username),
          note: typePort(account),
        }),
        step(incoming.protocol === 'imap' ? 'ui.guide.other.incoming-imap' : 'ui.guide.other.incoming-pop3', {
          fields: fieldsOf(incoming, username),
        }),
      ]),
    ],
  }
}

function fieldsOf(server: MailServer, username: string): GuideField[] {
  return [
    { label: 'ui.guide.other.field.host', copy: server.host },
    { label: 'ui.guide.other.field.port', copy: String(server.port) },
    { label: 'ui.guide.other.field.security', word: securityWord(server) },
    { label: 'ui.guide.other.field.username', copy: username },
  ]
}
