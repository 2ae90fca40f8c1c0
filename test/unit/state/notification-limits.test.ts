import { describe, expect, test } from 'vitest'
import { createTranslator } from '../../../electron/text/translator.ts'
import {
  type Place,
  type Step,
  again,
  cafe,
  cannot,
  home,
  hotel,
  hour,
  live,
  minute,
  place,
  proxy,
  start,
  step,
  stuck,
  thunderbird,
  unknown,
} from './notification-moments.ts'

describe('when it would disturb', () => {
  test.each<[string, Step[]]>([
    ['quiet mode drops it', [step(0, home), step(hour, { ...cafe, quiet: true }), step(minute, cafe)]],
    [
      'quiet mode drops it, and the next network may speak',
      [step(0, home), step(hour, { ...cafe, quiet: true }), step(hour, home, again)],
    ],
    [
      'a talk puts it off',
      [step(0, home), step(hour, { ...cafe, presenting: true }), step(hour, cafe, cannot)],
    ],
    [
      'what is over when the talk ends is not said',
      [
        step(0, home),
        step(hour, { ...cafe, presenting: true }),
        step(hour, { ...home, presenting: true }),
        step(hour, home),
      ],
    ],
    [
      'the first minute after login puts it off',
      [
        step(0, home),
        step(9 * hour, { ...cafe, sinceLoginMs: 10_000 }),
        step(49_999, { ...cafe, sinceLoginMs: 59_999 }),
        step(1, { ...cafe, sinceLoginMs: 60_000 }, cannot),
      ],
    ],
  ])('%s', (_, steps) => {
    expect(live(steps).map((show) => show?.title.key ?? null)).toEqual(steps.map(({ says }) => says))
  })
})

describe('three a day', () => {
  /** Each café is another one, and each time there is a way again in between. */
  const tour = (cafes: number, every: number) =>
    Array.from({ length: cafes }, (_, at) => [
      step(every, place(`home-${at}`)),
      step(every, place(`cafe-${at}`, stuck)),
    ]).flat()
  const times = (steps: Step[], from = start) => {
    let now = from
    const shows = live(steps, from)
    return steps.flatMap(({ after }, at) => {
      now += after
      return shows[at] === null ? [] : now
    })
  }

  test('no more in any 24 hours', () => {
    const said = times(tour(100, hour))
    expect(said.length).toBeGreaterThan(20)
    said.forEach((at, index) => {
      const third = said[index + 3]
      if (third !== undefined) expect(third - at).toBeGreaterThanOrEqual(24 * hour)
    })
  })

  test.each([
    ['the end of summer time', '2026-10-25T00:00:00+02:00'],
    ['the begin of summer time', '2026-03-29T00:00:00+01:00'],
  ])('on the day of %s too', (_, midnight) => {
    const from = Date.parse(midnight)
    expect(times(tour(8, hour), from).filter((at) => at < from + 23 * hour)).toHaveLength(3)
  })

  test('what was too much is not said the next day, where nothing has changed', () => {
    const steps = [...tour(2, minute), step(minute, place('home-2')), step(minute, place('cafe-2', stuck))]
    expect(times([...steps, step(48 * hour, place('cafe-2', stuck))])).toHaveLength(3)
  })

  test.each([
    ['set back by an hour', -hour],
    ['set back by 20 hours', -20 * hour],
  ])('a clock that is %s does not make the day begin anew', (_, change) => {
    const steps = [...tour(2, minute), step(change, place('home-9')), step(minute, place('cafe-9', stuck))]
    expect(times(steps)).toHaveLength(3)
  })

  test('a clock that is set back by days silences nobody', () => {
    const steps = [
      ...tour(2, minute),
      step(-30 * 24 * hour, place('home-9')),
      step(minute, place('cafe-9', stuck)),
    ]
    expect(times(steps)).toHaveLength(5)
  })

  test.each([
    ['back to 1970', -start],
    ['a year ahead', 365 * 24 * hour],
  ])('a clock that is set %s and right again later silences nobody, and repeats nothing', (_, change) => {
    const steps = [
      step(0, home),
      step(hour, cafe, cannot),
      step(change, home, again),
      step(hour, cafe),
      step(-change, home),
      step(hour, hotel, proxy),
      step(48 * hour, place('other-cafe', stuck), cannot),
    ]
    expect(live(steps).map((show) => show?.title.key ?? null)).toEqual(steps.map(({ says }) => says))
  })
})

describe('two accounts', () => {
  const t = createTranslator('en')
  const last = (...steps: Place[]) => {
    const show = live(steps.map((at) => step(hour, at))).at(-1)
    if (show == null) return null
    const { title, body, opens } = show
    return [
      t(title.key as 'notify.again', title.params),
      t(body.key as 'notify.again.all', body.params),
      opens,
    ]
  }
  const both = place('home', {}, {})

  test('both stuck', () => {
    expect(last(both, place('cafe', stuck, stuck))).toEqual([
      'Mail cannot be sent from this network',
      'No port lets it through. Try another network, such as your phone’s.',
      'status',
    ])
  })

  test('one stuck: it is named', () => {
    expect(last(both, place('cafe', {}, stuck))?.[1]).toBe(
      'office@sakura.example does not get through. Try another network, such as your phone’s.',
    )
  })

  test('one stuck, one with a mail program on port 25: the worse is said', () => {
    const mixed = place('cafe', { ...thunderbird, port25: 'closed' }, stuck)
    expect(last(place('home', thunderbird, {}), mixed)?.[0]).toBe('Mail cannot be sent from this network')
  })

  test('a mail program on port 25: a click leads to the mail programs', () => {
    const closed = place('cafe', { ...thunderbird, port25: 'closed' }, { port25: 'closed' })
    expect(last(place('home', thunderbird, {}), closed)).toEqual([
      'This network blocks port 25',
      'Thunderbird still uses it for hanako@tanaka.example.',
      'clients',
    ])
  })

  test('both in mail programs on port 25', () => {
    const here = { ...thunderbird, port25: 'closed' } as const
    expect(last(place('home', thunderbird, thunderbird), place('cafe', here, here))?.[1]).toBe(
      'Your mail programs still use it for 2 accounts.',
    )
  })

  test('both can send again, and one of them', () => {
    expect(last(place('cafe', stuck, stuck), both)?.[1]).toBe('This network lets port 587 through.')
    expect(last(place('cafe', {}, stuck), both)?.[1]).toBe('office@sakura.example gets through here.')
  })

  test('a paused one says nothing, nor when it is watched again', () => {
    const paused = place('cafe', {}, { ...stuck, paused: true })
    expect(last(both, paused)).toBeNull()
    expect(last(both, paused, place('cafe', {}, stuck))).toBeNull()
  })

  test('a new one says nothing', () => {
    expect(last(place('home', {}), place('cafe', {}, stuck))).toBeNull()
  })

  test('one whose server does not answer keeps what was known of it', () => {
    expect(last(place('cafe', {}, stuck), place('home', {}, unknown), both)?.[1]).toBe(
      'office@sakura.example gets through here.',
    )
  })
})
