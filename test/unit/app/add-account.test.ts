import { describe, expect, it, onTestFinished } from 'vitest'
import { saveAccount } from '../../../electron/app/add-account.ts'
import type { Services } from '../../../electron/app/compose.ts'
import type { Account } from '../../../electron/contract/account.ts'
import { failed, ok } from '../../../electron/contract/result.ts'
import { exampleAccount } from '../accounts/example-account.ts'
import { createServices } from './some-services.ts'

const account = exampleAccount('hanako')
const full = { kind: 'settings-disk-full', file: 'settings.json' } as const

/** Settings that cannot be written, with what they held before. */
async function onFullDisk(accounts: Account[]): Promise<Services> {
  const { services, close } = await createServices()
  onTestFinished(close)
  return {
    ...services,
    accounts: {
      load: () => Promise.resolve(ok({ settings: { version: 1, accounts }, setAside: null })),
      update: () => Promise.resolve(failed(full)),
    },
  }
}

describe('an account that cannot be saved', () => {
  it('leaves no password behind where it is new', async () => {
    const services = await onFullDisk([])
    expect(await saveAccount(account, 'geheim', services)).toEqual(failed(full))
    expect(await services.credentials.list()).toEqual(ok([]))
  })

  it('has a password still where it was there before', async () => {
    const services = await onFullDisk([{ ...account, address: account.address.toUpperCase() }])
    await services.credentials.save(account.address, 'older')
    expect(await saveAccount(account, 'geheim', services)).toEqual(failed(full))
    expect(await services.credentials.read(account.address)).toEqual(ok('geheim'))
  })
})
