import type { CheckRun, NetworkHistory, Stay, StayKind } from '../../../electron/contract/timeline.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import type { Translate } from '../../../electron/text/translate.ts'
import { say } from '../../text.ts'
import type { IconName } from '../../ui/icon.tsx'
import type { Dates } from './dates.ts'

export const stayKinds: readonly StayKind[] = [
  'open',
  'only-25',
  'intercepted',
  'cannot-send',
  'sign-in-page',
  'unknown',
]

export function networkName(t: Translate, { name, usualName }: NetworkHistory): string {
  return name ?? say(t, usualName)
}

/** What the network was to mail during a stay. */
export function verdictOf(t: Translate, { kind, ports, cause }: Stay, language: string): string {
  const through = new Intl.ListFormat(language).format(ports.map(String))
  switch (kind) {
    case 'open':
    case 'sign-in-page':
    case 'unknown':
      return t(`ui.history.verdict.${kind}`)
    case 'only-25':
    case 'intercepted':
      return ports.length === 0
        ? t(`ui.history.verdict.${kind}`)
        : t(`ui.history.verdict.${kind}.through`, { ports: through })
    case 'cannot-send': {
      const reason = t(`ui.history.cause.${causeOf(cause)}`)
      return ports.length === 0
        ? t('ui.history.verdict.cannot-send', { reason })
        : t('ui.history.verdict.cannot-send.some', { reason })
    }
  }
}

function causeOf(cause: Stay['cause']) {
  switch (cause) {
    case 'blocked':
    case 'stripped':
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
      return cause
    case 'unreachable':
    case 'ready':
    case 'untrusted-certificate':
    case 'inconclusive':
    case null:
      return 'unreachable'
  }
}

/** Colour never says it alone: each has its icon. */
export function lookOf(kind: StayKind): { tone: 'ok' | 'care' | 'stop' | 'dim'; icon: IconName } {
  switch (kind) {
    case 'open':
    case 'only-25':
      return { tone: 'ok', icon: 'check' }
    case 'intercepted':
      return { tone: 'care', icon: 'alert' }
    case 'cannot-send':
      return { tone: 'stop', icon: 'close' }
    case 'sign-in-page':
      return { tone: 'dim', icon: 'key' }
    case 'unknown':
      return { tone: 'dim', icon: 'info' }
  }
}

const minuteMs = 60_000

export function durationOf(t: Translate, { from, to, ongoing }: Stay): string {
  const all = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / minuteMs))
  const [days, hours, minutes] = [Math.floor(all / 1_440), Math.floor(all / 60) % 24, all % 60]
  const duration = wordsOf(t, days, hours, minutes)
  return ongoing ? t('ui.history.so-far', { duration }) : duration
}

/** The two largest units, and no zero. */
function wordsOf(t: Translate, days: number, hours: number, minutes: number): string {
  if (days > 0)
    return hours > 0 ? t('ui.history.days-hours', { days, hours }) : t('ui.history.days-long', { days })
  if (hours > 0)
    return minutes > 0 ? t('ui.history.hours-minutes', { hours, minutes }) : t('ui.history.hours', { hours })
  return t('ui.history.minutes', { minutes })
}

/** A stay in one line, for who hears the chart. */
export function stayLabel(
  t: Translate,
  network: NetworkHistory,
  stay: Stay,
  dates: Dates,
  language: string,
): string {
  return t('ui.history.stay', {
    network: networkName(t, network),
    from: dates.dayAndTime(stay.from),
    duration: durationOf(t, stay),
    verdict: verdictOf(t, stay, language),
  })
}

/** What checks found on port 25: over both families in one sentence, or over each where they differ. */
export function port25Of(t: Translate, { outbound25 }: CheckRun): { label: string; text: string }[] {
  const { families, verdict } = outbound25
  if (verdict !== 'partial') return [{ label: t('ui.history.port25'), text: t(keyOf(outbound25)) }]
  const each = [
    { label: t('ui.history.port25.over', { family: 'IPv4' }), seen: families.ipv4 },
    { label: t('ui.history.port25.over', { family: 'IPv6' }), seen: families.ipv6 },
  ]
  return each.flatMap(({ label, seen }) => (seen === null ? [] : { label, text: t(keyOf(seen)) }))
}

function keyOf({ verdict, mechanism }: Pick<CheckRun['outbound25'], 'verdict' | 'mechanism'>): MessageKey {
  if (verdict === 'blocked' && (mechanism === 'drop' || mechanism === 'reset' || mechanism === 'reject'))
    return `outbound25.blocked.${mechanism}`
  if (verdict === 'intercepted' && (mechanism === 'proxy' || mechanism === 'stripped'))
    return `outbound25.intercepted.${mechanism}`
  return `outbound25.${verdict}`
}
