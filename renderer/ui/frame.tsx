import type { ComponentChildren } from 'preact'
import { announcer } from './announce.ts'
import { MarkGlyph } from './mark-glyph.tsx'

type FrameProps = {
  layout: 'wizard' | 'main'
  railLabel: string
  rail: ComponentChildren
  children: ComponentChildren
}

/** The window: the strip that it is moved by, the rail, and what the rail leads to. */
export function Frame({ layout, railLabel, rail, children }: FrameProps) {
  return (
    <div class="window" data-layout={layout}>
      <div class="titlebar" aria-hidden="true" />
      <nav class="rail" aria-label={railLabel}>
        <p class="brand">
          <MarkGlyph mark="ok" size={22} />
          Postern
        </p>
        {rail}
      </nav>
      {children}
      <p {...announcer} />
    </div>
  )
}
