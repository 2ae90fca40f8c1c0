import type { ExplainedProgram, ExplainSource, Meaning } from '../contract/explain.ts'

type Common = {
  meaning: Meaning
  source: ExplainSource
  /** It says little by itself: anything else that is recognised says more. */
  general?: true
  /** Any program may say so: a code or words of its own say more. All parts of it stand in one sentence. */
  common?: true
}

/** A code that stands alone: 0x800CCC0E, or an enhanced status code that only this program uses so. */
export type CodeEntry = Common & { code: string }

/**
 * Words. `…` stands for what differs from one mail to the next (at most 300 characters), and reply codes in front are
 * for people: mail programs leave them out as often as not. `also`: in other languages and versions. `unless`: where this
 * stands in the normalized text, too, the words mean something else.
 */
export type TextEntry = Common & { text: string; also?: readonly string[]; unless?: RegExp }

export type Entry = CodeEntry | TextEntry

/** What one program or server says, each with its meaning. */
export type Vocabulary = { program: ExplainedProgram; entries: readonly Entry[] }
