import type { IncomingServer, MailServer } from '../../electron/contract/account.ts'
import type { CallInput } from '../../electron/contract/ipc.ts'
import type { MessageKey } from '../../electron/text/message-key.ts'
import type { MessageParams } from '../../electron/text/translate.ts'
import type { IconName } from '../ui/icon.tsx'

/** What a guide needs of an account: it can also be one that is being set up. */
export type GuideAccount = {
  address: string
  username: string
  submission: MailServer
  incoming: IncomingServer
}

/** A field of the program's own dialog. `copy`: to be pasted; `word`: to be chosen there, in the program's own words. */
export type GuideField = { label: MessageKey } & ({ copy: string } | { word: MessageKey })

/** Something to know about a step. */
export type GuideNote = { text: MessageKey; params: MessageParams }

/** In its text, what stands between ** is written so in the program. */
export type GuideStep = {
  text: MessageKey
  params: MessageParams
  fields: readonly GuideField[]
  note: GuideNote | null
  /** Whether the program has it already; null: that is not known. */
  done: boolean | null
}

/** `title` null: the guide has no other part. A part without steps only says its `text`. */
export type GuidePart = { title: MessageKey | null; text: MessageKey | null; steps: readonly GuideStep[] }

export type Guide = {
  id: 'thunderbird' | 'outlook' | 'apple' | 'other'
  name: MessageKey
  about: MessageKey
  icon: IconName
  /** The page of the program's own maker. */
  help: CallInput<'page.open'>['page'] | null
  parts: readonly GuidePart[]
}

type StepDetails = {
  params?: MessageParams
  fields?: readonly GuideField[]
  note?: GuideNote | null
}

export function step(
  text: MessageKey,
  { params = {}, fields = [], note = null }: StepDetails = {},
): GuideStep {
  return { text, params, fields, note, done: null }
}

export function part(title: MessageKey | null, steps: readonly GuideStep[]): GuidePart {
  return { title, text: null, steps }
}

/** Programs leave a port that stands there as it is, also port 25, when STARTTLS is chosen. */
export function typePort({ submission }: GuideAccount): GuideNote | null {
  return submission.security === 'starttls'
    ? { text: 'ui.guide.note.type-port', params: { port: submission.port } }
    : null
}

/** Thunderbird and Outlook call implicit TLS the same. */
export function securityWord({ security }: Pick<MailServer, 'security'>): MessageKey {
  return security === 'starttls' ? 'ui.guide.word.starttls' : 'ui.guide.word.ssl-tls'
}
