/** A program to start when the person logs in, as freedesktop.org's Desktop Entry and Autostart specifications write it. */
export function desktopEntry(name: string, command: readonly [string, ...string[]]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${escaped(name)}`,
    // A path and no command line. Where a removed program leaves the entry behind, desktops pass over it.
    `TryExec=${escaped(command[0])}`,
    `Exec=${escaped(command.map(quoted).join(' '))}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Whether a desktop would start it: `Hidden=true` is how a desktop's own settings delete an entry. */
export function isEntryOn(text: string): boolean {
  const values = valuesIn(text)
  return (
    values.has('Exec') &&
    values.get('Hidden') !== 'true' &&
    values.get('X-GNOME-Autostart-enabled') !== 'false'
  )
}

/** The program that has to be there for an entry to count; null where it does not say. */
export function programOf(text: string): string | null {
  const value = valuesIn(text).get('TryExec')
  if (value === undefined) return null
  return value.replace(/\\([snrt\\])/g, (_all, letter: string) => meanings[letter] ?? '')
}

const meanings: Readonly<Record<string, string>> = { s: ' ', n: '\n', r: '\r', t: '\t', '\\': '\\' }

function valuesIn(text: string): Map<string, string> {
  return new Map(
    text
      .split(/\r?\n/)
      .map((line) => /^([A-Za-z0-9-]+)\s*=\s*(.*?)\s*$/.exec(line))
      .filter((match) => match !== null)
      .map(([, key = '', value = '']) => [key, value]),
  )
}

/** An argument of Exec: quoted, with what means something inside of quotes escaped, and no field code. */
function quoted(argument: string): string {
  const escapedText = argument.replace(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')
  return /^[\w./:@+,=-]+$/.test(argument) ? escapedText : `"${escapedText}"`
}

/** A value of type string: its own escapes are undone before Exec is read. */
function escaped(value: string): string {
  return (
    value
      .replaceAll('\\', String.raw`\\`)
      .replaceAll('\n', String.raw`\n`)
      .replaceAll('\r', String.raw`\r`)
      .replaceAll('\t', String.raw`\t`)
      // Around a value it would be passed over.
      .replace(/^ | $/g, String.raw`\s`)
  )
}
