import type { ComponentChildren } from 'preact'
import type { Mark } from '../../electron/contract/checked.ts'
import { MarkGlyph } from './mark-glyph.tsx'

type VerdictProps = {
  mark: Mark
  line: string
  /** Of an earlier time: it may be different by now. */
  isOld?: boolean | undefined
  more?: ComponentChildren
  /** What stands under it, in line with its words. */
  children?: ComponentChildren
}

/** The one thing on a screen that is announced when it changes. */
export function Verdict({ mark, line, isOld = false, more, children }: VerdictProps) {
  return (
    <div class="verdict-block">
      <section class={`verdict ${isOld ? 'dim' : toneOf(mark)}`} role="status">
        <MarkGlyph mark={mark} size={32} />
        <div>
          <p class="verdict-line">{line}</p>
          {more !== undefined && <p class="verdict-more dim small">{more}</p>}
        </div>
      </section>
      {children !== undefined && <div class="verdict-under">{children}</div>}
    </div>
  )
}

export function toneOf(mark: Mark): 'way' | 'care' | 'stop' | 'dim' {
  switch (mark) {
    case 'ok':
    case 'via587':
      return 'way'
    case 'attention':
      return 'care'
    case 'blocked':
      return 'stop'
    case 'offline':
    case 'checking':
      return 'dim'
  }
}
