import type { Lane, LaneState } from '../../electron/contract/lanes.ts'
import type { Translate } from '../../electron/text/translate.ts'

/** What stands in the way, as a small drawing: a cross, a figure, an open lock, a seal, a key. */
export type LaneMark = 'cross' | 'figure' | 'open-lock' | 'seal' | 'key'
export type LaneTone = 'way' | 'care' | 'stop' | 'dim'

/**
 * How a lane looks. `arrives` at the server; `stops` at the wall; `turned` back at the wall; `ends` in front of the
 * server, for the network lets it pass; `asking`; or `untold`.
 */
export type LaneLook = {
  way: 'arrives' | 'stops' | 'turned' | 'ends' | 'asking' | 'untold'
  mark: LaneMark | null
  tone: LaneTone
}

export function laneLook(state: LaneState): LaneLook {
  switch (state) {
    case 'open':
      return { way: 'arrives', mark: null, tone: 'way' }
    case 'no-answer':
    case 'refused':
    case 'rejected':
      return { way: 'stops', mark: 'cross', tone: 'stop' }
    case 'intercepted':
      return { way: 'turned', mark: 'figure', tone: 'care' }
    case 'stripped':
      return { way: 'turned', mark: 'open-lock', tone: 'care' }
    case 'not-offered':
      return { way: 'ends', mark: 'cross', tone: 'stop' }
    case 'untrusted':
      return { way: 'ends', mark: 'seal', tone: 'care' }
    case 'no-encryption':
      return { way: 'ends', mark: 'open-lock', tone: 'care' }
    case 'no-sign-in':
      return { way: 'ends', mark: 'key', tone: 'care' }
    case 'asking':
      return { way: 'asking', mark: null, tone: 'dim' }
    case 'held':
    case 'unknown':
      return { way: 'untold', mark: null, tone: 'dim' }
  }
}

/** The word above a lane. `seconds`: for how long it has been asked. */
export function laneWord(t: Translate, lane: Lane, seconds: number): string {
  switch (lane.state) {
    case 'open':
      if (lane.onlyFamily !== null) return t('ui.path.word.open-family', { family: `IPv${lane.onlyFamily}` })
      return lane.ms === null ? t('ui.path.word.open') : t('ui.path.word.open-ms', { ms: lane.ms })
    case 'asking':
      return seconds < 1 ? t('ui.path.word.asking') : t('ui.path.word.asking-seconds', { seconds })
    case 'no-answer':
    case 'refused':
    case 'rejected':
    case 'intercepted':
    case 'stripped':
    case 'held':
    case 'not-offered':
    case 'untrusted':
    case 'no-encryption':
    case 'no-sign-in':
    case 'unknown':
      return t(`ui.path.word.${lane.state}`)
  }
}

/** The same as a sentence, for those who do not see the picture. */
export function laneSentence(t: Translate, lane: Lane): string {
  const sentence = bareSentence(t, lane)
  return lane.used ? t('ui.path.lane.used', { sentence }) : sentence
}

function bareSentence(t: Translate, { port, state, ms, onlyFamily }: Lane): string {
  if (state !== 'open') return t(`ui.path.lane.${state}`, { port })
  if (onlyFamily !== null) return t('ui.path.lane.open-family', { port, family: `IPv${onlyFamily}` })
  return ms === null ? t('ui.path.lane.open', { port }) : t('ui.path.lane.open-ms', { port, ms })
}

/** A name that may be too long for its place keeps its beginning and its end. Wide letters count as two. */
export function shortened(text: string, most: number): string {
  const letters = [...text]
  if (widthOf(letters) <= most) return text
  const head = fitting(letters, Math.ceil((most - 1) / 2))
  const tail = fitting(letters.toReversed(), most - 1 - widthOf(head)).toReversed()
  return `${head.join('')}…${tail.join('')}`
}

/** Chinese, Japanese, Korean and emoji. */
const wide = /[\u{1100}-\u{11ff}\u{2e80}-\u{ff60}\u{1f000}-\u{3ffff}]/u

function widthOf(letters: readonly string[]): number {
  return letters.reduce((width, letter) => width + (wide.test(letter) ? 2 : 1), 0)
}

/** As many of the first letters as fit. */
function fitting(letters: readonly string[], most: number): string[] {
  const end = letters.findIndex((_, at) => widthOf(letters.slice(0, at + 1)) > most)
  return letters.slice(0, end === -1 ? letters.length : end)
}
