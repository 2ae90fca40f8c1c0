import { describe, expect, test } from 'vitest'
import { type Lane, LaneState } from '../../../electron/contract/lanes.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { laneLook, laneSentence, laneWord, shortened } from '../../../renderer/ui/lane-words.ts'

const english = createTranslator('en')
const japanese = createTranslator('ja')
const open: Lane = { port: 587, state: 'open', ms: 38, onlyFamily: null, used: true }
const lanes = LaneState.options.map((state): Lane => ({ ...open, state, ms: null, used: false }))

test('no two states have the same look and the same word', () => {
  const seen = lanes.map((lane) => JSON.stringify([laneLook(lane.state), laneWord(english, lane, 0)]))
  expect(new Set(seen).size).toBe(LaneState.options.length)
})

test('without colour, what arrives, stops, turns, ends and waits can be told apart by its line', () => {
  const ways = Object.fromEntries(LaneState.options.map((state) => [state, laneLook(state).way]))
  expect(ways).toEqual({
    asking: 'asking',
    open: 'arrives',
    'no-answer': 'stops',
    refused: 'stops',
    rejected: 'stops',
    intercepted: 'turned',
    stripped: 'turned',
    held: 'untold',
    unknown: 'untold',
    'not-offered': 'ends',
    untrusted: 'ends',
    'no-encryption': 'ends',
    'no-sign-in': 'ends',
  })
})

describe.each([
  ['en', english],
  ['ja', japanese],
] as const)('in %s', (_, t) => {
  test.each(lanes)('$state has a word that fits beside its line, and a sentence with its port', (lane) => {
    // 126 units of the picture: full-width letters take about 12.5, others at most 7.
    const width = [...laneWord(t, lane, 12)].reduce((sum, letter) => sum + (letter > '\u2fff' ? 12.5 : 7), 0)
    expect(width).toBeLessThanOrEqual(155)
    expect(laneSentence(t, lane)).toContain('587')
  })
})

test('an open lane tells how long it took, or the only family that passes', () => {
  expect(laneWord(english, open, 0)).toBe('Open · 38 ms')
  expect(laneWord(english, { ...open, onlyFamily: 4 }, 0)).toBe('Open · IPv4 only')
  expect(laneWord(english, { ...open, ms: null }, 0)).toBe('Open')
  expect(laneSentence(english, open)).toBe(
    'Port 587: open, answered after 38 milliseconds. Your mail goes this way.',
  )
})

test('a lane that is asked counts the seconds after the first', () => {
  const asking: Lane = { ...open, state: 'asking', ms: null, used: false }
  expect(laneWord(english, asking, 0)).toBe('Asking…')
  expect(laneWord(english, asking, 3)).toBe('Asking… 3 s')
})

test('a long name keeps its beginning and its end', () => {
  expect(shortened('mail.tanaka.example', 32)).toBe('mail.tanaka.example')
  const short = shortened('submission.mail.very-long-department-name.example.co.jp', 32)
  expect(short).toHaveLength(32)
  expect(short).toBe('submission.mail.…e.example.co.jp')
  expect(shortened('メール'.repeat(10), 9)).toBe('メー…ール')
  expect(shortened('自宅のネットワーク', 19)).toBe('自宅のネットワーク')
})
