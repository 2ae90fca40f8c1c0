import type { ComponentChildren } from 'preact'
import type { Mark } from '../../electron/contract/checked.ts'

/** The arch of the tray, so that people learn the tray from the window. */
const shapes: Record<Mark, ComponentChildren> = {
  ok: <path fill-rule="evenodd" d="M2 15V7a6 6 0 0 1 12 0v8h-4v-4.5a2 2 0 0 0-4 0V15z" />,
  via587: <path fill-rule="evenodd" d="M2 15V7a6 6 0 0 1 12 0v8zM4 8.5v2h4v2.5l4.5-3.5L8 6v2.5z" />,
  attention: (
    <>
      <path d="M1 15V6.75a5.75 5.75 0 0 1 9.73-4.15L3.84 15z" />
      <path fill-rule="evenodd" d="M10.5 5.6L16 15.5H5zM9.8 9h1.4v3.2H9.8zM9.8 13h1.4v1.4H9.8z" />
    </>
  ),
  blocked: (
    <path
      fill-rule="evenodd"
      d="M2 15V7a6 6 0 0 1 12 0v8zM5.7 5.3L4.3 6.7 6.6 9l-2.3 2.3 1.4 1.4L8 10.4l2.3 2.3 1.4-1.4L9.4 9l2.3-2.3-1.4-1.4L8 7.6z"
    />
  ),
  offline: (
    <>
      <path class="st" stroke-width="1.5" d="M2.75 5.9V14.25h8.1M5.1 2.7a5.25 5.25 0 0 1 8.15 4.4v4.4" />
      <path class="st" stroke-width="1.5" stroke-linecap="square" d="M2 2l12 12" />
    </>
  ),
  checking: (
    <>
      <path class="st" stroke-width="1.5" d="M2.75 14.25V7a5.25 5.25 0 0 1 10.5 0v7.25z" />
      <rect x="4.25" y="9" width="1.75" height="1.75" rx=".875" />
      <rect x="7.125" y="9" width="1.75" height="1.75" rx=".875" />
      <rect x="10" y="9" width="1.75" height="1.75" rx=".875" />
    </>
  ),
}

type MarkGlyphProps = { mark: Mark; size?: number | undefined }

/** Hidden from screen readers: a word stands beside it. */
export function MarkGlyph({ mark, size = 32 }: MarkGlyphProps) {
  return (
    <svg class="glyph" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shapes[mark]}
    </svg>
  )
}
