import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { prefsFiles } from '../fakes/prefs-files.ts'
import { startPrefsComparison } from '../lab/prefs-comparison.ts'
import { thunderbirdMissing } from '../lab/requirements.ts'

const files = 1_000

/** Generated prefs files, read by Postern and by the real Thunderbird, compared preference by preference. */
export async function benchPrefsParser(): Promise<boolean> {
  const reason = thunderbirdMissing()
  if (reason !== null) {
    process.stdout.write(`\nPrefs files: left out, ${reason}\n`)
    return true
  }
  const comparison = await startPrefsComparison()
  try {
    let preferences = 0
    let withErrors = 0
    const property = fc.asyncProperty(prefsFiles(), async (content) => {
      const { postern, thunderbird } = await comparison.read(content)
      preferences += thunderbird.values.length
      withErrors += thunderbird.isWhole ? 0 : 1
      return isDeepStrictEqual(postern, thunderbird)
    })
    const found = await fc.check(property, { numRuns: files })
    process.stdout.write(
      `\nPrefs files: ${found.numRuns} read by Postern and by Thunderbird ${comparison.version}, ` +
        `${preferences} preferences, ${withErrors} files with errors: ${found.failed ? 'different' : 'the same'}\n`,
    )
    if (found.counterexample !== null) {
      process.stdout.write(`  seed ${found.seed}: ${JSON.stringify(found.counterexample[0])}\n`)
    }
    return !found.failed
  } finally {
    await comparison.close()
  }
}
