import type { ComponentChildren } from 'preact'

/** 20 px grid, 1.5 px line, round ends. Always beside a word, so hidden from screen readers. */
const shapes = {
  check: <path d="M4.5 10.5l3.6 3.6 7.4-8" />,
  close: <path d="M5.5 5.5l9 9m0-9l-9 9" />,
  alert: <path d="M10 3.2l7.2 12.9H2.8zM10 8.2v3.6M10 13.9v.1" />,
  info: (
    <>
      <circle cx="10" cy="10" r="7.2" />
      <path d="M10 9.2v4.4M10 6.4v.1" />
    </>
  ),
  clock: (
    <>
      <circle cx="10" cy="10" r="7.2" />
      <path d="M10 6v4.2l2.8 1.8" />
    </>
  ),
  chevron: <path d="M7.5 4.5L13 10l-5.5 5.5" />,
  'chevron-down': <path d="M4.5 7.5L10 13l5.5-5.5" />,
  lock: (
    <>
      <rect x="4.2" y="8.7" width="11.6" height="8" rx="1.8" />
      <path d="M6.8 8.7V6.4a3.2 3.2 0 016.4 0v2.3" />
    </>
  ),
  'lock-open': (
    <>
      <rect x="4.2" y="8.7" width="11.6" height="8" rx="1.8" />
      <path d="M6.8 8.7V5.9a3.2 3.2 0 016.1-1.4" />
    </>
  ),
  shield: <path d="M10 2.8l6 2.2v4.6c0 3.6-2.4 6.2-6 7.6-3.6-1.4-6-4-6-7.6V5zM7.3 10l2 2 3.4-3.8" />,
  key: (
    <>
      <circle cx="6.6" cy="13.4" r="3.6" />
      <path d="M9.2 10.8l7-7M12.8 7.2l2.8 2.8" />
    </>
  ),
  eye: (
    <>
      <path d="M2.2 10S5 4.8 10 4.8 17.8 10 17.8 10 15 15.2 10 15.2 2.2 10 2.2 10z" />
      <circle cx="10" cy="10" r="2.4" />
    </>
  ),
  'eye-off': (
    <path d="M8 5a7.6 7.6 0 012-.2c5 0 7.8 5.2 7.8 5.2a13 13 0 01-2 2.6M12.5 14.8a8 8 0 01-2.5.4C5 15.2 2.2 10 2.2 10a12.6 12.6 0 013.1-3.6M3 3l14 14" />
  ),
  send: (
    <path d="M11.5 3.5h5v5M16.2 3.8L9.5 10.5M14.5 11.5v3.7a1.5 1.5 0 01-1.5 1.5H4.8a1.5 1.5 0 01-1.5-1.5V7A1.5 1.5 0 014.8 5.5h3.7" />
  ),
  inbox: (
    <>
      <path d="M3 11.5l2.2-6.3a1.5 1.5 0 011.4-1h6.8a1.5 1.5 0 011.4 1L17 11.5v3a1.6 1.6 0 01-1.6 1.6H4.6A1.6 1.6 0 013 14.5z" />
      <path d="M3.2 11.5H7l1 2h4l1-2h3.8" />
    </>
  ),
  mail: (
    <>
      <rect x="2.6" y="4.6" width="14.8" height="10.8" rx="1.8" />
      <path d="M3.2 5.8L10 11l6.8-5.2" />
    </>
  ),
  settings: (
    <>
      <path d="M3 6h7.4M15.6 6H17M3 14h1.4M9.6 14H17" />
      <circle cx="13" cy="6" r="2.4" />
      <circle cx="7" cy="14" r="2.4" />
    </>
  ),
  undo: <path d="M4 7.6h8a4.2 4.2 0 010 8.4H8.4M7 4.2L3.6 7.6 7 11" />,
  refresh: (
    <path d="M16.4 9.2A6.5 6.5 0 004.8 6.4L3.2 8.2M3.2 4.4v3.8H7M3.6 10.8a6.5 6.5 0 0011.6 2.8l1.6-1.8M16.8 15.6v-3.8H13" />
  ),
  copy: (
    <>
      <rect x="7" y="7" width="9.6" height="9.6" rx="1.8" />
      <path d="M13 7V5.2a1.8 1.8 0 00-1.8-1.8h-6a1.8 1.8 0 00-1.8 1.8v6A1.8 1.8 0 005.2 13H7" />
    </>
  ),
  plus: <path d="M10 4v12M4 10h12" />,
  pause: <path d="M7 4.8v10.4M13 4.8v10.4" />,
  minus: <path d="M5 10h10" />,
  trash: <path d="M4 5.8h12M8 5.8V4.2h4v1.6M5.6 5.8l.7 10.2h7.4l.7-10.2M8.5 9v4M11.5 9v4" />,
} satisfies Record<string, ComponentChildren>

export type IconName = keyof typeof shapes

type IconProps = { name: IconName; size?: 14 | 16 | 18 | 20 | 24 | undefined }

export function Icon({ name, size = 18 }: IconProps) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  )
}
