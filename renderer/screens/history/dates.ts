/** Dates and times in the time zone of the history, as the language writes them. */
export type Dates = {
  day: (iso: string) => string
  dayAndMonth: (iso: string) => string
  dayAndTime: (iso: string) => string
  time: (iso: string) => string
}

export function createDates(language: string, timeZone: string): Dates {
  // English takes the order day, month, year, as on the other screens.
  const locale = language === 'en' ? 'en-GB' : language
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone })
  const day = format({ day: 'numeric' })
  const dayAndMonth = format({ day: 'numeric', month: 'short' })
  const dayAndTime = format({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })
  const time = format({ hour: 'numeric', minute: '2-digit' })
  return {
    // Japanese would add 日, which is clear in a row of days and takes room.
    day: (iso) => day.formatToParts(new Date(iso)).find(({ type }) => type === 'day')?.value ?? '',
    dayAndMonth: (iso) => dayAndMonth.format(new Date(iso)),
    dayAndTime: (iso) => dayAndTime.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
  }
}
