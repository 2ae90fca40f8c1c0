import type { MailClient, OutgoingField, OutgoingSettings } from '../contract/clients.ts'
import type { MessageKey } from './message-key.ts'

/** How a program's own dialogs call its settings. */
export type SettingWords = {
  fields: Record<OutgoingField, MessageKey>
  security: (settings: OutgoingSettings) => MessageKey
  signIn: (settings: OutgoingSettings) => MessageKey
  /** The sign-in where nothing says what the word is about. */
  signInAlone: (settings: OutgoingSettings) => MessageKey
}

const outlookSecurity: Record<OutgoingSettings['security'], MessageKey> = {
  none: 'ui.guide.outlook.word.none',
  starttls: 'ui.guide.word.starttls',
  tls: 'ui.guide.word.ssl-tls',
}

const onOrOff = (signIn: OutgoingSettings['signIn']) => (signIn === 'none' ? 'off' : 'on')

// A password has another name where it is sent in the clear.
const thunderbirdSignIn = ({ signIn, security }: OutgoingSettings): MessageKey =>
  signIn === 'password' && security === 'none'
    ? 'client.thunderbird.sign-in.password-in-clear'
    : `client.thunderbird.sign-in.${signIn}`

export const settingWords: Readonly<Record<MailClient, SettingWords>> = {
  thunderbird: {
    fields: {
      host: 'client.thunderbird.field.host',
      port: 'client.thunderbird.field.port',
      security: 'client.thunderbird.field.security',
      signIn: 'client.thunderbird.field.signIn',
      username: 'client.thunderbird.field.username',
    },
    security: ({ security }) => `client.thunderbird.security.${security}`,
    signIn: thunderbirdSignIn,
    signInAlone: thunderbirdSignIn,
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
    signIn: ({ signIn }) =>
      signIn === 'ntlm' ? 'client.outlook.word.on-spa' : `ui.guide.outlook.word.${onOrOff(signIn)}`,
    signInAlone: ({ signIn }) => `client.outlook.sign-in.${signIn === 'ntlm' ? 'on-spa' : onOrOff(signIn)}`,
  },
}
