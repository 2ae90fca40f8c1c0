import type { ListResponse } from 'imapflow'

/** What servers and mail programs call the folder for junk, in English and Japanese. */
const junkNames = new Set([
  'bulk',
  'bulk mail',
  'junk',
  'junk e-mail',
  'junk email',
  'junk mail',
  'spam',
  'spam mail',
  '迷惑メール',
  '迷惑メールフォルダ',
  '迷惑メールフォルダー',
  'スパム',
  'スパムメール',
])

/** Each folder costs a look every few seconds. */
const mostFolders = 4

/**
 * The folders into which a filter may have put the mail: the one marked \Junk (RFC 6154; imapflow also knows its name
 * in other languages), and those named so. Names come decoded from modified UTF-7.
 */
export function junkFolders(folders: readonly ListResponse[]): string[] {
  return folders
    .filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
    .filter(
      ({ name, specialUse }) =>
        specialUse === '\\Junk' || junkNames.has(name.normalize('NFKC').toLowerCase()),
    )
    .map(({ path }) => path)
    .slice(0, mostFolders)
}
