import type { ClientsState } from '../../../electron/contract/repair.ts'
import type { UpdateState } from '../../../electron/contract/updates.ts'
import type { Translate } from '../../../electron/text/translate.ts'
import type { IconName } from '../../ui/icon.tsx'
import { ago } from '../status/ago.ts'

/** All but the moment in which it looks, which shows what was known before. */
export type KnownUpdate = Exclude<UpdateState, { state: 'looking' }>

type UpdateWords = { tone: 'ok' | 'care' | 'faint'; icon: IconName; title: string; notes: readonly string[] }
type Reader = { language: string; now: number }

export function updateWords(t: Translate, update: KnownUpdate, { language, now }: Reader): UpdateWords {
  const when = (at: string) =>
    t('ui.updates.looked', { when: ago(at, language, now) ?? t('ui.status.just-now') })
  switch (update.state) {
    case 'off':
      return {
        tone: 'faint',
        icon: 'info',
        title: t(`ui.updates.${update.why}`),
        notes: [t(`ui.updates.${update.why}-what`)],
      }
    case 'current':
      return update.checkedAt === null
        ? { tone: 'faint', icon: 'clock', title: t('ui.updates.not-looked'), notes: [] }
        : { tone: 'ok', icon: 'check', title: t('ui.updates.current'), notes: [when(update.checkedAt)] }
    case 'downloading':
      return {
        tone: 'faint',
        icon: 'refresh',
        title: t('ui.updates.downloading', { version: update.version }),
        notes: [],
      }
    case 'ready':
      return {
        tone: 'ok',
        icon: 'check',
        title: t('ui.updates.ready', { version: update.version }),
        notes: [t('ui.updates.ready-what')],
      }
    case 'failed':
      return {
        tone: 'care',
        icon: 'alert',
        title: t(`ui.updates.${update.why}`),
        notes: [t(`ui.updates.${update.why}-what`), when(update.at)],
      }
  }
}

/**
 * Something is written into a mail program, or waits for the program to be closed: quitting would break it off. The main
 * process sees to it; here it decides what can be pressed.
 */
export function isChangingClients({ profiles, undo, create }: ClientsState): boolean {
  const repairs = profiles.flatMap(({ outgoing }) => outgoing.map(({ repair }) => repair))
  // The test of a new account leads to it without another word.
  return create?.kind === 'testing' || [...repairs, undo, create].some(isUnderWay)
}

function isUnderWay(work: { kind: string } | null): boolean {
  return work?.kind === 'waiting' || work?.kind === 'writing' || work?.kind === 'making'
}
