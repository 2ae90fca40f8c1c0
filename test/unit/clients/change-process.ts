import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { changeFile } from '../../../electron/clients/change-file.ts'
import { recoverChanges } from '../../../electron/clients/recover-changes.ts'
import { undoChange } from '../../../electron/clients/undo-change.ts'
import { someChanges, someOptions } from './some-change.ts'

/** `change-process.ts FOLDER FILE change|undo|recover`: does so when its input ends, and prints the result. */
const [folder = '', file = '', action] = process.argv.slice(2)
const options = someOptions(folder)

// From now on there is the thread that works on files.
await readFile(import.meta.filename)
process.stdout.write('ready\n')
process.stdin.resume().once('end', () => void act())

async function act(): Promise<void> {
  switch (action) {
    case 'change':
      print(await changeFile({ file, changes: someChanges }, options))
      return
    case 'undo':
      print(await undoChange(1, options))
      return
    case 'recover':
      print(await recoverChanges(options))
      return
    default:
      throw new Error(`Not an action: ${String(action)}`)
  }
}

function print(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`)
}
