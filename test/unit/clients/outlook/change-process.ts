import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { changeAccount } from '../../../../electron/clients/outlook/change-account.ts'
import { recoverAccounts } from '../../../../electron/clients/outlook/recover-accounts.ts'
import { undoAccount } from '../../../../electron/clients/outlook/undo-account.ts'
import { someChanges, someOptions } from './some-outlook.ts'
import { tracedReg, wineReg } from '../../../fakes/wine.ts'

/**
 * `change-process.ts PREFIX FOLDER KEY change|undo|recover [STEP [STRACE…]]`: is killed (kill -9) at that step, such as `export 2
 * begins`, `import 1 runs`, `import 1 ends` or `use 1`. Without a step it acts when its input ends. `STRACE` is what strace
 * does to the first import.
 */
const [prefix = '', folder = '', key = '', action, step, ...strace] = process.argv.slice(2)

if (step === undefined) {
  // From now on there is the thread that works on files.
  await readFile(import.meta.filename)
  process.stdout.write('ready\n')
  await once(process.stdin.resume(), 'end')
}

const seen = new Map<string, number>()

/** The same step, from its beginning to its end. */
function count(name: string): string {
  const times = (seen.get(name) ?? 0) + 1
  seen.set(name, times)
  return `${name} ${times}`
}

function pass(name: string): void {
  if (name === step) process.kill(process.pid, 'SIGKILL')
}

const options = someOptions(folder, async (args, cwd) => {
  const name = count(args[0] ?? '')
  pass(`${name} begins`)
  const isTraced = strace.length > 0 && name === 'import 1'
  const run = isTraced ? tracedReg(prefix, strace) : wineReg(prefix, () => pass(`${name} runs`))
  const code = await run(args, cwd)
  pass(`${name} ends`)
  return code
})
const steered = {
  ...options,
  use: () => {
    pass(count('use'))
    return options.use()
  },
}

switch (action) {
  case 'change':
    await changeAccount({ key, changes: someChanges }, steered)
    break
  case 'undo':
    await undoAccount(1, steered)
    break
  case 'recover':
    await recoverAccounts(steered)
    break
  default:
    throw new Error(`Not an action: ${String(action)}`)
}
