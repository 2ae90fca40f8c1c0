import { appendHistory } from '../../../electron/history/history-file.ts'
import { systemClock } from '../../../electron/net/clock.ts'
import { makeOld, someEntry } from './some-entry.ts'

/**
 * A process that adds checks to a history, every fifth to one that has to be compacted, and says each one that was
 * confirmed: history-process.ts FILE PREFIX COUNT
 */
const [file = '', prefix = '', count = '1'] = process.argv.slice(2)
process.stdout.write('ready\n')
for (let i = 0; i < Number(count); i += 1) {
  const id = `${prefix}-${i}`
  if (i % 5 === 4) await makeOld(file)
  for (;;) {
    const entry = someEntry(new Date(), id)
    const appended = await appendHistory(entry, { file, clock: systemClock, wallClock: Date.now })
    if (appended.ok) break
    if (appended.error.kind !== 'settings-busy') throw new Error(appended.error.kind)
  }
  process.stdout.write(`${id}\n`)
}
