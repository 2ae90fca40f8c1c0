import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prefsFiles } from '../fakes/prefs-files.ts'
import { type PrefsComparison, startPrefsComparison } from './prefs-comparison.ts'
import { thunderbirdMissing } from './requirements.ts'

const reason = thunderbirdMissing()

describe.skipIf(reason !== null)(
  `prefs files, read by Postern and by the real Thunderbird${reason === null ? '' : ` (${reason})`}`,
  () => {
    let comparison: PrefsComparison
    beforeAll(async () => (comparison = await startPrefsComparison()), 120_000)
    afterAll(() => comparison.close())

    test('100 generated files, valid and not, give both the same, preference by preference', async () => {
      let preferences = 0
      await fc.assert(
        fc.asyncProperty(prefsFiles(), async (content) => {
          const { postern, thunderbird } = await comparison.read(content)
          preferences += thunderbird.values.length
          expect(postern).toEqual(thunderbird)
        }),
        { numRuns: 100 },
      )
      // Otherwise nothing was compared.
      expect(preferences).toBeGreaterThan(100)
    })

    test.each([
      ['a BOM', '\xef\xbb\xbfuser_pref("zz.a", 1);'],
      ['two BOMs', '\xef\xbb\xbf\xef\xbb\xbfuser_pref("zz.a", 1);user_pref("zz.b", 2);'],
      ['CRLF', '# Mozilla\r\nuser_pref("zz.a",\r\n 1);\r\nuser_pref("zz.b", "x\r\ny");\r\n'],
      ['Latin-1', 'user_pref("zz.a", "caf\xe9");user_pref("zz.\xe9", 2);'],
      ['a NUL between', 'user_pref("zz.a", 1);\0user_pref("zz.b", 2);'],
      ['a NUL behind a slash', 'user_pref("zz.a", 1);/\0;user_pref("zz.b", 2);'],
      ['a NUL in a string', 'user_pref("zz.a", 1);user_pref("zz.b", "a\0b");'],
      ['a slash at the end', 'user_pref("zz.a", 1);/'],
      ['duplicates', 'user_pref("zz.a", 1);user_pref("zz.a", 2);user_pref("zz.a", "x");'],
      ['a missing semicolon', 'user_pref("zz.a", 1)\nuser_pref("zz.b", 2);user_pref("zz.c", 3);'],
      ['defaults', 'pref("zz.a", 1);user_pref("zz.a", "x");user_pref("zz.b", 1);sticky_pref("zz.b", "x");'],
      ['attributes', 'user_pref("zz.a", 1, sticky);pref("zz.b", 1, locked);user_pref("zz.c", 1);'],
      ['a comment that does not end', 'user_pref("zz.a", 1);/* user_pref("zz.b", 2);'],
      [
        'half a surrogate pair',
        'user_pref("zz.a", "\\udc00");user_pref("zz.b", "\\ud83d");user_pref("zz.c", 3);',
      ],
    ])('%s', async (_, content) => {
      const { postern, thunderbird } = await comparison.read(content)
      expect(postern).toEqual(thunderbird)
    })
  },
)
