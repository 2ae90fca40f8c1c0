import { expect, test } from 'vitest'
import { AppState } from '../../../electron/contract/state.ts'
import { samples } from '../../screens/states.ts'

test('every sample of the screens is a state that the main process could send', () => {
  for (const { name, state } of samples)
    expect([name, AppState.safeParse(state).error]).toEqual([name, undefined])
})

test('every sample has a name of its own', () => {
  const names = samples.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
