import type { ComponentChildren } from 'preact'

type CardProps = { rows?: boolean | undefined; children: ComponentChildren }

/** A frame around what belongs together. `rows`: a list, whose items (li) are divided by lines. */
export function Card({ rows, children }: CardProps) {
  return rows === true ? <ul class="card rows">{children}</ul> : <div class="card pad">{children}</div>
}
