/** Dates and times as the language writes them. English takes the order day, month, year. */
function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language
}

export function timeOfDay(iso: string, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { hour: 'numeric', minute: '2-digit' }).format(
    new Date(iso),
  )
}

export function dateOf(iso: string, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(iso))
}
