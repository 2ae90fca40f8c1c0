import { expect, test } from 'vitest'
import { keptTogether } from '../../../renderer/text.ts'

test.each([
  ['This network blocks port 25. Use port 587.', 'This network blocks port\u00a025. Use port\u00a0587.'],
  ['Asking on ports 25, 465 and 587', 'Asking on ports\u00a025, 465 and 587'],
  ['メールはポート587で送れます。', 'メールはポート\u2060587で送れます。'],
  ['Open port 587:\nufw comment port 587', 'Open port\u00a0587:\nufw comment port 587'],
  ['transport 5 and import 2', 'transport 5 and import 2'],
])('%s', (text, kept) => {
  expect(keptTogether(text)).toBe(kept)
})
