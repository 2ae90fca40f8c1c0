import process from 'node:process'
import { styleText } from 'node:util'

export type Style = 'good' | 'care' | 'bad' | 'dim' | 'strong'

const styles = { good: 'green', care: 'yellow', bad: 'red', dim: 'dim', strong: 'bold' } as const

/** The terminal as the commands see it. Results go to stdout; progress, questions and errors go to stderr. */
export type Terminal = {
  print(line?: string): void
  complain(line: string): void
  /** Colour where stdout is a terminal and NO_COLOR is not set; plain in a pipe. */
  paint(style: Style, text: string): string
  /** Shows one line that replaces itself; nothing where stderr is not a terminal. */
  progress(line: string): void
  endProgress(): void
  columns: number
}

export function createTerminal({ quiet }: { quiet: boolean }): Terminal {
  const { stdout, stderr } = process
  let shown = false
  const endProgress = () => {
    if (shown) stderr.write('\r\u001b[K')
    shown = false
  }
  return {
    print: (line = '') => {
      endProgress()
      stdout.write(`${line}\n`)
    },
    complain: (line) => {
      endProgress()
      stderr.write(`${line}\n`)
    },
    paint: (style, text) => styleText(styles[style], text, { stream: stdout }),
    progress: (line) => {
      if (!stderr.isTTY || quiet) return
      stderr.write(`\r\u001b[K${fit(line, stderr.columns - 1)}`)
      shown = true
    },
    endProgress,
    columns: stdout.isTTY ? stdout.columns : 100,
  }
}

/** Columns a text takes: East Asian wide characters take two. */
function widthOf(text: string): number {
  return [...text].reduce(
    (sum, char) =>
      sum +
      (/[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6]/.test(char) ? 2 : 1),
    0,
  )
}

function fit(text: string, columns: number): string {
  let taken = 0
  let fitted = ''
  for (const char of text) {
    taken += widthOf(char)
    if (taken > columns) break
    fitted += char
  }
  return fitted
}

/** Rows of a label and its value, the values one below the other. */
export function alignedRows(
  rows: readonly (readonly [label: string, value: string])[],
  paint: (label: string) => string,
): string[] {
  const width = Math.max(0, ...rows.map(([label]) => widthOf(label)))
  return rows.map(([label, value]) => `${paint(label)}${' '.repeat(width - widthOf(label) + 2)}${value}`)
}
