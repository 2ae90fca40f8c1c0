import type * as Electron from 'electron'
import { guardModule } from '../not-covered.ts'

type MessageBox = Electron.MessageBoxOptions | Electron.MessageBoxSyncOptions

/** The answer of somebody who closes the box: Electron looks for a "Cancel" or "No" button, else 0. */
function dismissal(args: readonly [unknown, MessageBox?]): number {
  const options = args[1] ?? (args[0] as MessageBox)
  if (options.cancelId !== undefined) return options.cancelId
  return Math.max(
    0,
    (options.buttons ?? []).findIndex((label) => /^(cancel|no)$/i.test(label)),
  )
}

/** Nobody is there to answer: every dialog is dismissed. A spec that wants another answer replaces the function. */
export const dialog = guardModule('Dialog', {
  showErrorBox(title: string, content: string): void {
    process.stderr.write(`${title}: ${content}\n`)
  },
  showMessageBox: (...args: [unknown, MessageBox?]): Promise<Electron.MessageBoxReturnValue> =>
    Promise.resolve({ response: dismissal(args), checkboxChecked: false }),
  showMessageBoxSync: (...args: [unknown, MessageBox?]): number => dismissal(args),
  showOpenDialog: (): Promise<Electron.OpenDialogReturnValue> =>
    Promise.resolve({ canceled: true, filePaths: [] }),
  showSaveDialog: (): Promise<Electron.SaveDialogReturnValue> =>
    Promise.resolve({ canceled: true, filePath: '' }),
} satisfies { [Name in keyof Electron.Dialog]?: unknown })
