import { expect, test } from 'vitest'
import { Preferences } from '../../../electron/contract/preferences.ts'
import {
  mostReferences,
  referenceHost,
  referenceProblem,
} from '../../../renderer/screens/settings/reference-host.ts'

test.each([
  'mx.example.jp',
  'a.b',
  ' MX.Example.JP. ',
  'xn--bcher-kva.example',
  'bücher.example',
  'メール.例え.jp',
])('%s can be added', (typed) => {
  expect(referenceProblem(typed, [])).toBeNull()
})

test.each([
  '',
  'localhost',
  'mail server.example',
  'https://mx.example.jp',
  'mx.example.jp:25',
  'hanako@example.jp',
  '-mx.example.jp',
  'mx-.example.jp',
  'mx..example.jp',
  '192.0.2.1',
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(130)}example`,
])('“%s” is not the name of a server', (typed) => {
  expect(referenceProblem(typed, [])).toBe('not-a-host')
})

test('none is there twice, however it is typed', () => {
  expect(referenceProblem('MX.example.jp.', ['mx.example.jp'])).toBe('already-there')
  expect(referenceHost(' MX.example.jp. ')).toBe('mx.example.jp')
})

test('no more can be added than the settings take', () => {
  const full = Array.from({ length: mostReferences }, (_, index) => `mx${index}.example`)
  const preferences = { language: null, checkEveryMinutes: 15 }
  expect(referenceProblem('mx.example.jp', full)).toBe('enough')
  expect(Preferences.safeParse({ ...preferences, references: full }).success).toBe(true)
  expect(Preferences.safeParse({ ...preferences, references: [...full, 'mx.example.jp'] }).success).toBe(
    false,
  )
})
