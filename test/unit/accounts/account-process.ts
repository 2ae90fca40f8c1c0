import { createAccountStore } from '../../../electron/accounts/account-store.ts'
import { exampleAccount } from './example-account.ts'

/**
 * A process that adds accounts to a settings file, one update each, and says each one that was confirmed:
 * account-process.ts FILE PREFIX COUNT
 */
const [file = '', prefix = '', count = '1'] = process.argv.slice(2)
const store = createAccountStore({ file })
process.stdout.write('ready\n')
for (let i = 0; i < Number(count); i += 1) {
  const account = exampleAccount(`${prefix}-${i}`)
  const updated = await store.update((settings) => ({
    ...settings,
    accounts: [...settings.accounts, account],
  }))
  process.stdout.write(`${updated.ok ? account.id : JSON.stringify(updated.error)}\n`)
}
