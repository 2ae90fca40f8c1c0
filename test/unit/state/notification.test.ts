import { describe, expect, test } from 'vitest'
import { noMemory } from '../../../electron/contract/notification.ts'
import { notificationFor } from '../../../electron/state/notification.ts'
import {
  type Step,
  again,
  blocked,
  cafe,
  cannot,
  home,
  hotel,
  hour,
  live,
  minute,
  offline,
  place,
  proxy,
  start,
  step,
  stuck,
  thunderbird,
  unknown,
  vpn,
} from './notification-moments.ts'

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
