/** A program to start when the person logs in, as freedesktop.org's Desktop Entry and Autostart specifications write it. */
export function desktopEntry(name: string, command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${escaped(name)}`,
    `Exec=${escaped(command.map(quoted).join(' '))}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Whether a desktop would start it: `Hidden=true` is how a desktop's own settings delete an entry. */
export function isEntryOn(text: string): boolean {
  const values = new Map(
    text
      .split(/\r?\n/)
      .map((line) => /^([A-Za-z0-9-]+)\s*=\s*(.*?)\s*$/.exec(line))
      .filter((match) => match !== null)
      .map(([, key = '', value = '']) => [key, value]),
  )
  return (
    values.has('Exec') &&
    values.get('Hidden') !== 'true' &&
    values.get('X-GNOME-Autostart-enabled') !== 'false'
  )
}

/** An argument of Exec: quoted, with what means something inside of quotes escaped, and no field code. */
function quoted(argument: string): string {
  const escapedText = argument.replace(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')
  return /^[\w./:@+,=-]+$/.test(argument) ? escapedText : `"${escapedText}"`
}

/** A value of type string: its own escapes are undone before Exec is read. */
function escaped(value: string): string {
  return value
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`)
}
