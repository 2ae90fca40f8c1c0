const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const

/** "2 minutes ago" as the language says it; null: less than a minute. */
export function ago(iso: string, language: string, now: number): string | null {
  const passed = now - Date.parse(iso)
  const step = steps.find(({ ms }) => passed >= ms)
  if (step === undefined) return null
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    -Math.floor(passed / step.ms),
    step.unit,
  )
}
