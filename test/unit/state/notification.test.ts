import { describe, expect, test } from 'vitest'
import { noMemory, NotificationMemory } from '../../../electron/contract/notification.ts'
import { type AccountMoment, type Moment, notificationFor } from '../../../electron/state/notification.ts'
import { createTranslator } from '../../../electron/text/translator.ts'

const minute = 60_000
const hour = 60 * minute
const start = Date.parse('2026-11-24T00:00:00.000Z')

const hanako: AccountMoment = {
  id: 'hanako',
  address: 'hanako@tanaka.example',
  paused: false,
  sends: true,
  port: 587,
  port25: 'open',
  stripped587: false,
  clientOn25: null,
}
const office = { ...hanako, id: 'office', address: 'office@sakura.example' }

type Place = Partial<Omit<Moment, 'accounts'>> & { accounts: readonly AccountMoment[] }

/** A place as it is for these accounts, each with its own changes. */
function place(networkId: string | null, ...accounts: readonly Partial<AccountMoment>[]): Place {
  const people = [hanako, office]
  return {
    networkId,
    accounts: (accounts.length === 0 ? [{}] : accounts).map((changes, at) => ({
      ...(people[at] ?? hanako),
      ...changes,
    })),
  }
}

const stuck = { sends: false, port: null, port25: 'closed' } as const
const unknown = { sends: null, port: null, port25: null } as const
const thunderbird = { clientOn25: 'Thunderbird' } as const

const home = place('home')
const cafe = place('cafe', stuck)
const hotel = place('hotel', { port25: 'proxy', port: 465 })
const vpn = place('vpn')
const offline = place(null, unknown)

type Step = { after: number; at: Place; says: string | null }
const step = (after: number, at: Place, says: string | null = null): Step => ({ after, at, says })

const again = 'notify.again'
const cannot = 'notify.cannot-send'
const proxy = 'notify.proxy'
const blocked = 'notify.blocked'

/** Lives through the steps; every time, the memory goes through its file. */
function live(steps: readonly Step[], from = start) {
  let memory = noMemory
  let now = from
  return steps.map(({ after, at }) => {
    now += after
    const moment: Moment = {
      now,
      networkId: null,
      certainty: 'confirmed',
      presenting: false,
      quiet: false,
      sinceLoginMs: hour,
      ...at,
    }
    const next = notificationFor(memory, moment)
    memory = NotificationMemory.parse(JSON.parse(JSON.stringify(next.memory)))
    return next.show
  })
}

const stories: [string, Step[]][] = [
  ['the first network that is ever seen says nothing', [step(0, cafe), step(minute, cafe)]],
  [
    'a network where everything is open, and one that blocks port 25 alone, are not worth a word',
    [step(0, home), step(hour, place('office', { port25: 'closed' })), step(hour, home)],
  ],
  ['no way out, then a way again', [step(0, home), step(hour, cafe, cannot), step(hour, home, again)]],
  [
    'flapping Wi-Fi: offline in between says nothing',
    [step(0, home), ...Array.from({ length: 20 }, (_, at) => step(5_000, at % 2 === 0 ? offline : home))],
  ],
  [
    'flapping between a network without a way and the phone: each is told once',
    [
      step(0, home),
      step(10_000, cafe, cannot),
      step(10_000, place('phone'), again),
      ...Array.from({ length: 50 }, (_, at) => step(10_000, at % 2 === 0 ? cafe : place('phone'))),
    ],
  ],
  [
    'VPN up and down',
    [
      step(0, home),
      step(hour, cafe, cannot),
      step(minute, vpn, again),
      step(minute, cafe),
      step(minute, vpn),
    ],
  ],
  [
    'VPN that has no name',
    [
      step(0, home),
      step(hour, cafe, cannot),
      step(minute, place(null), again),
      step(minute, cafe),
      step(24 * hour, place(null)),
    ],
  ],
  [
    'sleep at home, wake at the café',
    [step(0, home), step(9 * hour, { ...home, certainty: 'suspected' }), step(5_000, cafe, cannot)],
  ],
  [
    'sleep and wake in the same place',
    [
      step(0, home),
      step(9 * hour, offline),
      step(3_000, { ...home, certainty: 'suspected' }),
      step(3_000, home),
    ],
  ],
  [
    'a sign-in page, then the network behind it',
    [
      step(0, home),
      step(hour, place('hotel', unknown)),
      step(minute, place('hotel', unknown)),
      step(minute, hotel, proxy),
      step(hour, home),
    ],
  ],
  [
    'a sign-in page, then everything open',
    [step(0, home), step(hour, place('hotel', unknown)), step(minute, place('hotel'))],
  ],
  [
    'what is only suspected says nothing until it is confirmed',
    [step(0, home), step(hour, { ...cafe, certainty: 'suspected' }), step(4_000, cafe, cannot)],
  ],
  [
    'what is only suspected and turns out wrong says nothing',
    [step(0, home), step(hour, { ...cafe, certainty: 'suspected' }), step(4_000, place('cafe'))],
  ],
  [
    'a remembered verdict waits for the fresh one',
    [step(0, home), step(hour, { ...cafe, certainty: 'remembered' }), step(4_000, cafe, cannot)],
  ],
  [
    'a remembered verdict that has changed meanwhile',
    [step(0, home), step(hour, { ...cafe, certainty: 'remembered' }), step(4_000, place('cafe'))],
  ],
  [
    'a mail program on port 25 moves between a network that blocks it and one that does not',
    [
      step(0, place('office', thunderbird)),
      step(hour, place('home', { ...thunderbird, port25: 'closed' }), blocked),
      step(hour, place('office', thunderbird), again),
      step(hour, place('home', { ...thunderbird, port25: 'closed' })),
    ],
  ],
  [
    'a mail program that is set to port 25, or repaired, is no change of network',
    [
      step(0, place('home', { port25: 'closed' })),
      step(hour, place('home', { ...thunderbird, port25: 'closed' })),
      step(hour, place('home', { port25: 'closed' })),
    ],
  ],
  [
    'a mail program on port 25 where port 25 could not be judged',
    [
      step(0, place('office', thunderbird)),
      step(hour, place('home', { ...thunderbird, port25: null })),
      step(hour, place('home', { ...thunderbird, port25: 'closed' }), blocked),
    ],
  ],
  [
    'a provider that begins to block port 25',
    [
      step(0, place('home', thunderbird)),
      step(24 * hour, place('home', { ...thunderbird, port25: 'closed' }), blocked),
    ],
  ],
  [
    'a server that is down is no change of network',
    [step(0, home), step(hour, place('home', unknown)), step(hour, home)],
  ],
  [
    'a network that removes the encryption of port 587, then one that does not',
    [
      step(0, home),
      step(hour, place('station', { stripped587: true, port: 465 }), 'notify.stripped'),
      step(hour, home),
    ],
  ],
  [
    'two verdicts of one network are two',
    [
      step(0, home),
      step(hour, cafe, cannot),
      step(hour, place('cafe', { port25: 'proxy' }), proxy),
      step(hour, place('cafe')),
      step(hour, cafe),
    ],
  ],
  [
    'three known networks all day, for a week: three words in all',
    [
      step(0, place('home', { ...thunderbird, port25: 'closed' })),
      step(hour, place('office', thunderbird), again),
      step(4 * hour, place('cafe', { ...thunderbird, port25: 'proxy' }), proxy),
      step(hour, place('home', { ...thunderbird, port25: 'closed' })),
      ...Array.from({ length: 60 }, () => [
        step(hour, place('office', thunderbird)),
        step(hour, place('cafe', { ...thunderbird, port25: 'proxy' })),
        step(hour, place('home', { ...thunderbird, port25: 'closed' })),
      ]).flat(),
    ],
  ],
]

describe('what is said', () => {
  test.each(stories)('%s', (_, steps) => {
    expect(live(steps).map((show) => show?.title.key ?? null)).toEqual(steps.map(({ says }) => says))
  })
})

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

test('no account, no word', () => {
  const nobody = { networkId: 'cafe', accounts: [] }
  expect(live([step(0, { ...nobody, networkId: 'home' }), step(hour, nobody)])).toEqual([null, null])
})

test('the memory names no address and stays small', () => {
  let memory = noMemory
  for (let at = 0; at < 2_000; at += 1) {
    const { networkId = null, accounts } = place(`network-${at}`, at % 2 === 0 ? {} : stuck)
    memory = notificationFor(memory, {
      now: start + at * 24 * hour,
      networkId,
      accounts,
      certainty: 'confirmed',
      presenting: false,
      quiet: false,
      sinceLoginMs: hour,
    }).memory
  }
  expect(memory.told).toHaveLength(500)
  expect(memory.shownAt).toHaveLength(3)
  expect(JSON.stringify(memory)).not.toContain('@')
})
