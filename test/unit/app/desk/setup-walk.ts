import { address, type App, password } from './setup-world.ts'

/** The steps of a person to whom nothing special happens, each until its result is there. */
export const walk = {
  address: async ({ call, until }: App) => {
    await call['setup.go']({ step: 'address' })
    await call['setup.look-up']({ address })
    return until(({ lookup }) => lookup.kind === 'over')
  },
  network: async ({ call, until }: App) => {
    await call['setup.go']({ step: 'network' })
    await call['setup.check'](undefined)
    return until(({ checked, checking }) => checked !== null && checking === null)
  },
  signIn: async ({ call, until }: App, keep: 'keychain' | 'session' = 'keychain', typed = password) => {
    await call['setup.go']({ step: 'sign-in' })
    await call['setup.sign-in']({ username: address, password: typed, keep })
    return until(({ signIn }) => signIn.kind !== 'none' && signIn.kind !== 'under-way')
  },
  testMail: async ({ call, until }: App) => {
    await call['setup.go']({ step: 'test-mail' })
    await call['setup.send-test'](undefined)
    return until(({ testMail }) => testMail.kind !== 'none' && testMail.kind !== 'under-way')
  },
}
