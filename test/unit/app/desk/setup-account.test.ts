import { expect, it } from 'vitest'
import { accountFor } from '../../../../electron/app/desk/setup/setup-account.ts'
import { exampleAccount } from '../../accounts/example-account.ts'
import { published } from './setup-world.ts'

it('an account that is paused stays paused when it is set up again', () => {
  const saved = exampleAccount('hanako')
  expect(accountFor(saved.address, published, { ...saved, paused: true })).toMatchObject({ paused: true })
  expect(accountFor(saved.address, published, saved)).not.toHaveProperty('paused')
  expect(accountFor(saved.address, published, undefined)).not.toHaveProperty('paused')
})
