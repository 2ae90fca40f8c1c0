import { expect, test } from 'vitest'
import type { Bridge } from '../../../electron/contract/ipc.ts'
import type { AppState } from '../../../electron/contract/state.ts'
import { createClient } from '../../../electron/ipc/client.ts'
import { watchState } from '../../../renderer/app-state.ts'
import { base } from '../../screens/states.ts'

function at(revision: number): AppState {
  return { ...base, revision }
}

/** The main process, which answers when the test lets it. */
function mainProcess() {
  const asked: string[] = []
  let emit: (payload: unknown) => void = () => undefined
  let answer: (reply: unknown) => void = () => undefined
  const bridge: Bridge = {
    call: (name) => {
      asked.push(name)
      return new Promise((resolve) => (answer = resolve))
    },
    on: (name, listener) => {
      asked.push(`on ${name}`)
      emit = listener
      return () => {
        emit = () => undefined
      }
    },
  }
  return {
    client: createClient(bridge),
    asked,
    emit: (state: AppState) => emit(state),
    answer: (state: AppState) => answer({ ok: true, value: state }),
  }
}

test('it listens before it asks, and leaves out what is older than what it has', async () => {
  const main = mainProcess()
  const seen: number[] = []
  const stop = watchState(main.client, ({ revision }) => seen.push(revision))
  expect(main.asked).toEqual(['on state', 'state.read'])

  main.emit(at(5))
  main.answer(at(4))
  await Promise.resolve()
  main.emit(at(5))
  main.emit(at(3))
  main.emit(at(6))
  expect(seen).toEqual([5, 6])

  stop()
  main.emit(at(7))
  expect(seen).toEqual([5, 6])
})

test('the answer counts where nothing newer has come', async () => {
  const main = mainProcess()
  const seen: number[] = []
  watchState(main.client, ({ revision }) => seen.push(revision))
  main.answer(at(4))
  await expect.poll(() => seen).toEqual([4])
})
