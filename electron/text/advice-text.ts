import type { AdviceStep } from '../contract/advice.ts'
import type { Translate } from './translate.ts'

/** One step in words. Lines after the first may be commands or lines of a file: print them without indentation. */
export function adviceText(t: Translate, { id, params }: AdviceStep): string {
  return t(`advice.${id}`, params)
}
