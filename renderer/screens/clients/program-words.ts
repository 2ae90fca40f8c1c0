import type { MailClient, OutgoingField, OutgoingSettings } from '../../../electron/contract/clients.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'

/** How a program's own dialogs call its settings. */
type ProgramWords = {
  fields: Record<OutgoingField, MessageKey>
  security: (settings: OutgoingSettings) => MessageKey
  signIn: (settings: OutgoingSettings) => MessageKey
  /** Accounts of Postern's can be put there. */
  takesAccounts: boolean
}

const outlookSecurity: Record<OutgoingSettings['security'], MessageKey> = {
  none: 'ui.guide.outlook.word.none',
  starttls: 'ui.guide.word.starttls',
  tls: 'ui.guide.word.ssl-tls',
}

export const programWords: Record<MailClient, ProgramWords> = {
  thunderbird: {
    fields: {
      host: 'client.thunderbird.field.host',
      port: 'client.thunderbird.field.port',
      security: 'client.thunderbird.field.security',
      signIn: 'client.thunderbird.field.signIn',
      username: 'client.thunderbird.field.username',
    },
    security: ({ security }) => `client.thunderbird.security.${security}`,
    // A password has another name where it is sent in the clear.
    signIn: ({ signIn, security }) =>
      signIn === 'password' && security === 'none'
        ? 'client.thunderbird.sign-in.password-in-clear'
        : `client.thunderbird.sign-in.${signIn}`,
    takesAccounts: true,
  },
  outlook: {
    fields: {
      host: 'ui.guide.outlook.field.host',
      port: 'ui.guide.outlook.field.port',
      security: 'ui.guide.outlook.field.security',
      signIn: 'ui.guide.outlook.field.sign-in',
      username: 'ui.guide.outlook.field.username',
    },
    security: ({ security }) => outlookSecurity[security],
    signIn: ({ signIn }) => (signIn === 'none' ? 'ui.guide.outlook.word.off' : 'ui.guide.outlook.word.on'),
    takesAccounts: false,
  },
}
