import type {
  ClientProfile,
  Diagnosis,
  MailClient,
  OutgoingField,
  OutgoingSettings,
  ProfileProblem,
} from '../../../electron/contract/clients.ts'
import type { RepairView } from '../../../electron/contract/repair.ts'
import { diagnosisSentence } from '../../../electron/text/client-words.ts'
import type { Translate } from '../../../electron/text/translate.ts'
import { say } from '../../text.ts'
import type { IconName } from '../../ui/icon.tsx'
import type { FoundServer } from './found.ts'
import { programWords } from './program-words.ts'

/** The program, and how it was installed where there are several ways. */
export function programName(
  t: Translate,
  { client, place }: Pick<ClientProfile, 'client' | 'place'>,
): string {
  const name = t(`client.name.${client}`)
  return place === 'system'
    ? name
    : t('ui.clients.program-from', { client: name, place: t(`ui.clients.place.${place}`) })
}

/** All that there is to say about an outgoing server, the most urgent first. */
export function diagnosesInWords(t: Translate, diagnoses: readonly Diagnosis[], client: string): string {
  return diagnoses
    .map((diagnosis) => say(t, diagnosisSentence(diagnosis, client)))
    .reduce((first, second) => t('ui.two-sentences', { first, second }))
}

type ChipWords = { tone: 'way' | 'care' | 'stop' | 'dim'; icon: IconName; text: string }

/** The verdict on an outgoing server, in a few words. */
export function chipOf(t: Translate, { profile, server, addresses }: FoundServer): ChipWords {
  switch (server.repair.kind) {
    case 'waiting':
      return {
        tone: 'care',
        icon: 'alert',
        text: t('ui.clients.chip.waiting', { client: t(`client.name.${profile.client}`) }),
      }
    case 'writing':
      return { tone: 'dim', icon: 'clock', text: t('ui.clients.chip.writing') }
    case 'repaired':
      return sendsThrough(t, server.repair.view.after.port)
    case 'failed':
      return { tone: 'stop', icon: 'close', text: t('ui.clients.chip.failed') }
    case 'none':
    case 'testing':
    case 'no-plan':
    case 'offered':
      break
  }
  const [first] = server.diagnoses
  if (addresses.length === 0 || first === undefined || profile.superseded !== undefined)
    return { tone: 'dim', icon: 'minus', text: t('ui.clients.chip.unused') }
  return verdictOf(t, first, server.settings)
}

function verdictOf(t: Translate, diagnosis: Diagnosis, { security }: OutgoingSettings): ChipWords {
  switch (diagnosis.kind) {
    case 'fine':
      return sendsThrough(t, diagnosis.port)
    case 'broken-here': {
      const { port } = diagnosis
      const key = security === 'none' ? 'ui.clients.chip.broken-here-in-clear' : 'ui.clients.chip.broken-here'
      return { tone: 'stop', icon: 'close', text: t(key, { port }) }
    }
    case 'not-offered':
    case 'wrong-port-for-security':
      return {
        tone: 'stop',
        icon: 'close',
        text: t(`ui.clients.chip.${diagnosis.kind}`, { port: diagnosis.port }),
      }
    case 'not-working':
      return {
        tone: 'stop',
        icon: 'close',
        text: t(`ui.clients.chip.not-working.${diagnosis.why}`, { port: diagnosis.port }),
      }
    case 'dead-host':
    case 'no-server':
      return { tone: 'stop', icon: 'close', text: t(`ui.clients.chip.${diagnosis.kind}`) }
    case 'leaking':
      return { tone: 'care', icon: 'lock-open', text: t(`ui.clients.chip.leaking.${diagnosis.what}`) }
    case 'no-authentication':
    case 'fragile':
      return { tone: 'care', icon: 'alert', text: t(`ui.clients.chip.${diagnosis.kind}`) }
    case 'leave-alone':
      return { tone: 'dim', icon: 'minus', text: t('ui.clients.chip.leave-alone') }
  }
}

function sendsThrough(t: Translate, port: number): ChipWords {
  return { tone: 'way', icon: 'check', text: t('ui.clients.chip.fine', { port }) }
}

export function problemChip(t: Translate, { kind }: ProfileProblem): ChipWords {
  return {
    tone: kind === 'never-started' ? 'dim' : 'care',
    icon: kind === 'never-started' ? 'minus' : 'alert',
    text: t(`ui.clients.chip.problem.${kind}`),
  }
}

type SettingRow = { label: string; now: string; after: string }

const fields: readonly OutgoingField[] = ['host', 'port', 'security', 'signIn', 'username']

/** What a repair changes, in the words of the program's own dialogs. */
export function settingRows(t: Translate, client: MailClient, { now, after }: RepairView): SettingRow[] {
  const words = programWords[client]
  const valueOf = (field: OutgoingField, settings: OutgoingSettings) => {
    switch (field) {
      case 'host':
      case 'username':
        return settings[field] || t('ui.clients.no-value')
      case 'port':
        return String(settings.port)
      case 'security':
        return t(words.security(settings))
      case 'signIn':
        return t(words.signIn(settings))
    }
  }
  return fields
    .filter((field) => now[field] !== after[field])
    .map((field) => ({
      label: t(words.fields[field]),
      now: valueOf(field, now),
      after: valueOf(field, after),
    }))
}

/** Whether the program has the password for sending already: its own, or that of the incoming server. */
export function keepsPassword({ now, after, changes }: RepairView): boolean {
  const signedIn = now.signIn === 'password' || now.signIn === 'encrypted-password'
  return (
    (signedIn && now.host === after.host && now.username === after.username) ||
    changes.some(({ name, after: value }) => name.endsWith('.incomingAccount') && value !== null)
  )
}
