import type { LaneMark } from './lane-words.ts'

/** A plate with its drawing, around the middle (0, 0). */
export function Plate({ mark }: { mark: LaneMark }) {
  if (mark === 'cross')
    return (
      <>
        <rect class="closed-fill" x="-13" y="-13" width="26" height="26" rx="6" />
        <path class="closed-x" d="M-5 -5l10 10m0-10l-10 10" />
      </>
    )
  return (
    <>
      <circle class="turned-fill" r="14" />
      <g class="turned-mark">{drawing(mark)}</g>
    </>
  )
}

function drawing(mark: Exclude<LaneMark, 'cross'>) {
  switch (mark) {
    case 'figure':
      return (
        <>
          <circle cy="-3" r="3.4" />
          <path d="M-6.5 8a6.5 6.5 0 0 1 13 0" />
        </>
      )
    case 'open-lock':
      return (
        <>
          <rect x="-5.5" y="-1" width="11" height="8" rx="1.8" />
          <path d="M-3 -1v-2.6a3 3 0 0 1 5.6 -1.4" />
        </>
      )
    case 'seal':
      return (
        <>
          <circle cy="-2.5" r="4.2" />
          <path d="M-2.4 1.4L-3.6 7.5 0 5.7 3.6 7.5 2.4 1.4" />
        </>
      )
    case 'key':
      return <KeyDrawing />
  }
}

function KeyDrawing() {
  return (
    <>
      <circle cx="-3" cy="2.4" r="3.8" />
      <path d="M-.3 -.4L6 -6.8M3.4 -4.2l2.8 2.8" />
    </>
  )
}

/** One key for the whole wall: a page to sign in on comes first. */
export function KeyPlate() {
  return (
    <>
      <circle class="turned-fill" r="19" />
      <g class="turned-mark">
        <circle cx="-4" cy="3" r="5" />
        <path d="M-.4 -.6L8 -9M4.6 -5.6l3.6 3.6" />
      </g>
    </>
  )
}

export function Envelope() {
  return (
    <>
      <rect class="env" x="-14" y="-10" width="28" height="20" rx="3" />
      <path class="env env-flap" d="M-12.5 -8L0 2 12.5 -8" />
    </>
  )
}
