const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Wider than the offset of any time zone. */
const offsetMs = 15 * hourMs

/** The midnights that the last `days` days begin with, today's the last but one, and the one that ends today. */
export function dayStarts(now: number, days: number, timeZone: string): number[] {
  const dayOf = createDayOf(timeZone)
  const today = dayOf(now)
  return Array.from({ length: days + 1 }, (_, at) => startOf(today + at - days + 1, dayOf))
}

/** Gives the number of the day that a moment lies in: days since 1970-01-01 as the calendar on the wall counts. */
function createDayOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  return (at) => {
    const parts = format.formatToParts(at)
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value)
    return Date.UTC(part('year'), part('month') - 1, part('day')) / dayMs
  }
}

/**
 * The first moment of a day. A day may have 23 or 25 hours and need not begin at 0:00, so it is looked for: time on the
 * wall goes back by hours, but never to the day before.
 */
function startOf(day: number, dayOf: (at: number) => number): number {
  let before = (day * dayMs - offsetMs) / minuteMs
  let within = (day * dayMs + offsetMs) / minuteMs
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2)
    if (dayOf(middle * minuteMs) < day) before = middle
    else within = middle
  }
  return within * minuteMs
}
