import { addressesThrough } from '../app/clients/addresses.ts'
import type { ClientProfile, Diagnosis, OutgoingServer } from '../contract/clients.ts'
import type { HandStep } from '../contract/repair.ts'
import type { Sentence } from '../contract/sentence.ts'
import { diagnosisSentence, flawSentence, keptSentence, originText } from '../text/client-words.ts'
import type { MessageKey } from '../text/message-key.ts'
import { settingWords } from '../text/setting-words.ts'
import type { Translate } from '../text/translate.ts'
import type { CommandContext } from './context.ts'
import type { Style } from './terminal.ts'

/** What the commands about mail programs print. */

export function sentenceText({ key, params }: Sentence, t: Translate): string {
  // The marks are for the window.
  return t(key as MessageKey, params).replaceAll('**', '')
}

/** "Thunderbird  default-release  (/home/hanako/.thunderbird/…)". */
export function printProfile(
  { client, name, folder }: Pick<ClientProfile, 'client' | 'name' | 'folder'>,
  { t, terminal }: CommandContext,
): void {
  terminal.print(
    `${terminal.paint('strong', `${t(`client.name.${client}`)}  ${name}`)}  ${terminal.paint('dim', folder)}`,
  )
}

/** An outgoing server: what it is set to, what of that is not the person's own, and whether it works from here. */
export function printServer(
  server: ClientProfile['outgoing'][number],
  profile: ClientProfile,
  context: CommandContext,
): void {
  const { t, terminal } = context
  terminal.print(`  ${serverText(server, profile, t)}`)
  const origin = originText(server, t(`client.name.${profile.client}`), t)
  if (origin !== null) terminal.print(`    ${terminal.paint('dim', origin)}`)
  // What nobody sends through is no trouble.
  if (profile.superseded === undefined) printDiagnoses(server.diagnoses, profile.client, context)
}

/** "smtp1  mail.tanaka.example:25 (None, Normal password)  hanako@tanaka.example". */
function serverText(server: OutgoingServer, profile: ClientProfile, t: Translate): string {
  const { key, settings } = server
  const { host, port } = settings
  const words = settingWords[profile.client]
  const shown = [t(words.security(settings)), t(words.signInAlone(settings))]
  const addresses = addressesThrough(server, profile).join(', ')
  return [key, `${host || '–'}:${port} (${shown.join(', ')})`, addresses].join('  ')
}

function printDiagnoses(
  diagnoses: readonly Diagnosis[],
  client: ClientProfile['client'],
  { t, terminal }: CommandContext,
): void {
  for (const diagnosis of diagnoses) {
    const text = sentenceText(diagnosisSentence(diagnosis, t(`client.name.${client}`)), t)
    terminal.print(`    ${terminal.paint(styleOf(diagnosis), text)}`)
  }
}

function styleOf({ kind }: Diagnosis): Style {
  switch (kind) {
    case 'fine':
      return 'good'
    case 'leave-alone':
      return 'dim'
    case 'fragile':
    case 'leaking':
    case 'no-authentication':
      return 'care'
    case 'broken-here':
    case 'dead-host':
    case 'not-offered':
    case 'not-working':
    case 'wrong-port-for-security':
    case 'no-server':
      return 'bad'
  }
}

/** A file may be damaged from one end to the other. */
const mostFlaws = 3

export function printFlaws({ flaws = [] }: ClientProfile, { t, terminal }: CommandContext): void {
  for (const flaw of flaws.slice(0, mostFlaws))
    terminal.print(`  ${terminal.paint('care', sentenceText(flawSentence(flaw), t))}`)
  if (flaws.length > mostFlaws)
    terminal.print(`  ${t('cli.clients.more-flaws', { count: flaws.length - mostFlaws })}`)
}

type Value = boolean | number | string | null

/** One line for each of the program's own settings. */
export function printChanges(
  changes: readonly { name: string; before: Value; after: Value }[],
  { t, terminal }: CommandContext,
): void {
  const shown = (value: Value) => (value === null ? t('cli.clients.not-set') : JSON.stringify(value))
  for (const { name, before, after } of changes)
    terminal.print(`    ${name}: ${shown(before)} → ${terminal.paint('strong', shown(after))}`)
}

/** What an undo has left to somebody else's change. */
export function printKept(
  kept: readonly { name: string; ours: Value; now: Value }[],
  { t, terminal }: CommandContext,
): void {
  if (kept.length === 0) return
  const shown = (value: Value) => (value === null ? null : JSON.stringify(value))
  terminal.print(`    ${t('client.kept')}`)
  for (const { name, ours, now } of kept)
    terminal.print(`      ${sentenceText(keptSentence({ name, ours: shown(ours), now: shown(now) }), t)}`)
}

export function printSteps(steps: readonly Omit<HandStep, 'done'>[], { t, terminal }: CommandContext): void {
  steps.forEach(({ text, field, note }, index) => {
    const value = (one: NonNullable<HandStep['field']>['now']) =>
      'word' in one ? t(one.word as MessageKey) : one.text || '–'
    const set =
      field === null ? [] : [`${t(field.label as MessageKey)}: ${value(field.now)} → ${value(field.after)}`]
    const remark = note === null ? [] : [`(${sentenceText(note, t)})`]
    terminal.print(`  ${index + 1}. ${[sentenceText(text, t), ...set, ...remark].join(' ')}`)
  })
}
