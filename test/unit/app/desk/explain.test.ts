import { expect, test } from 'vitest'
import { explain } from '../../../../electron/app/explain.ts'
import { Explanation } from '../../../../electron/contract/explain.ts'
import { start } from './desk-world.ts'

test('the window gets what the command prints', async () => {
  const { handlers } = await start()
  const text = '530 5.7.0 Must issue a STARTTLS command first'
  const answer = await handlers.explain({ text })
  expect(answer).toEqual(explain(text))
  expect(answer).toMatchObject([{ program: 'postfix', meaning: 'needs-tls' }])
  for (const explanation of answer as unknown[]) expect(Explanation.parse(explanation)).toEqual(explanation)
})

test('of a text that nobody knows it says nothing', async () => {
  const { handlers } = await start()
  expect(await handlers.explain({ text: 'It does not work' })).toEqual([])
})
