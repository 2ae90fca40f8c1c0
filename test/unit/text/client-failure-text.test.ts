import { describe, expect, test } from 'vitest'
import type { ClientFailure } from '../../../electron/contract/client-failures.ts'
import { clientFailureText } from '../../../electron/text/client-failure-text.ts'
import { languages } from '../../../electron/text/locales.ts'
import { createTranslator } from '../../../electron/text/translator.ts'

const file = '/home/hanako/.thunderbird/abc.default/prefs.js'
const program = 'Thunderbird'
const key = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook'

/** One failure of every kind; a kind that is missing here does not compile. */
const samples: { [Kind in ClientFailure['kind']]: Extract<ClientFailure, { kind: Kind }> } = {
  'file-missing': { kind: 'file-missing', file },
  'file-not-readable': { kind: 'file-not-readable', file, code: 'EACCES' },
  'read-only': { kind: 'read-only', file, code: 'EROFS' },
  'disk-full': { kind: 'disk-full', file },
  'is-a-directory': { kind: 'is-a-directory', file },
  'not-a-file': { kind: 'not-a-file', file },
  'symlink-loop': { kind: 'symlink-loop', file },
  'too-big': { kind: 'too-big', file, megabytes: 16 },
  'changed-meanwhile': { kind: 'changed-meanwhile', file, names: [] },
  'in-use': { kind: 'in-use', program },
  'use-unknown': { kind: 'use-unknown', program },
  'started-meanwhile': { kind: 'started-meanwhile', program, id: 1 },
  'changes-busy': { kind: 'changes-busy', file },
  'no-profile-made': { kind: 'no-profile-made', program },
  'not-opened': { kind: 'not-opened', program, profile: 'default' },
  'no-such-change': { kind: 'no-such-change', id: 9 },
  'already-undone': { kind: 'already-undone', id: 1 },
  'file-failed': { kind: 'file-failed', file, code: 'EIO' },
  'registry-refused': { kind: 'registry-refused', key, code: '1' },
  'key-missing': { kind: 'key-missing', key },
  'not-taken': { kind: 'not-taken', key },
  'not-restored': { kind: 'not-restored', key },
  'not-settled': { kind: 'not-settled', key, code: '1' },
  'settled-first': { kind: 'settled-first', key },
}

describe.each(languages)('in %s', (language) => {
  const t = createTranslator(language)

  test.each(Object.values(samples))('$kind says what happened and what to do', (failure) => {
    const text = clientFailureText(t, failure)
    // Two sentences at least, on one line, with every value in its place.
    expect(text.match(language === 'en' ? /[.?)](\s|$)/g : /。/g)?.length).toBeGreaterThanOrEqual(2)
    expect(text).not.toMatch(/\n|\{\{|undefined|\[object/)
  })

  test('the settings that differ are named', () => {
    const failure = { ...samples['changed-meanwhile'], names: ['mail.a', 'mail.b'] }
    expect(clientFailureText(t, failure)).toContain('mail.a, mail.b')
  })
})
