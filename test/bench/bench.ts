import { createLab } from '../lab/lab.ts'
import { labUnavailable } from '../lab/requirements.ts'
import { benchAppStart } from './app-start.ts'
import { benchClientProfiles } from './client-profiles.ts'
import { benchFinder } from './finder-times.ts'
import { benchIdleWatch } from './idle-watch.ts'
import { benchHistoryView } from './history-view.ts'
import { benchKilledAccounts } from './killed-accounts.ts'
import { benchKilledChanges } from './killed-changes.ts'
import { lossyRuns } from './lossy-runs.ts'
import { benchManyAccounts } from './many-accounts.ts'
import { benchPrefsParser } from './prefs-parser.ts'
import { benchTrayLife } from './tray-life.ts'
import { benchVerdictTimes } from './verdict-times.ts'
import { benchWrongVerdicts } from './wrong-verdicts.ts'

/** `npm run bench [app|times|accounts|clients|finder|history|loss|outlook|prefs|simulation|tray|watch]`: the figures of docs/how-detection-works.md, measured here and now. */

const only = process.argv[2]
const wanted = (name: string) => only === undefined || only === name
const results: boolean[] = []

const reason = labUnavailable()
if (!['app', 'clients', 'history', 'outlook', 'prefs', 'simulation', 'tray', 'watch'].includes(only ?? '')) {
  if (reason === null) {
    const lab = await createLab()
    try {
      if (wanted('times')) results.push(await benchVerdictTimes(lab))
      if (wanted('accounts')) results.push(await benchManyAccounts(lab))
      if (wanted('finder')) results.push(await benchFinder(lab))
      if (wanted('loss')) {
        const { runs, right, inconclusive, wrong } = await lossyRuns(lab, 200)
        process.stdout.write(
          `\n${runs} checks at 5 % loss each way: ${right} right, ${inconclusive} inconclusive, ${wrong.length} wrong\n`,
        )
        wrong.forEach((line) => process.stdout.write(`  ${line}\n`))
        results.push(wrong.length === 0)
      }
    } finally {
      await lab.close()
    }
  } else process.stdout.write(`The laboratory is left out: ${reason}.\n`)
}
if (wanted('app')) results.push(await benchAppStart())
if (wanted('clients')) results.push(await benchClientProfiles())
if (wanted('history')) results.push(benchHistoryView())
if (wanted('prefs')) results.push(await benchPrefsParser(), await benchKilledChanges())
if (wanted('outlook')) results.push(await benchKilledAccounts())
if (wanted('watch')) results.push(await benchIdleWatch())
if (wanted('tray')) results.push(await benchTrayLife())
if (wanted('simulation')) results.push(benchWrongVerdicts(3_200_000))
process.exitCode = results.every(Boolean) ? 0 : 1
