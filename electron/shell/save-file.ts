import { open } from 'node:fs/promises'
import { BrowserWindow, dialog, type SaveDialogOptions } from 'electron'
import type { Sentence } from '../contract/sentence.ts'
import type { Log } from './log.ts'

/** Asks the person where to, in the system's own dialog, and writes the text there; null: it is not there. */
export async function saveFile(
  name: string,
  text: string,
  log: Log,
  tellProblem: (problem: Sentence) => void,
): Promise<string | null> {
  const options: SaveDialogOptions = {
    defaultPath: name,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  if (canceled || filePath === '') return null
  try {
    await writePrivately(filePath, text)
    return filePath
  } catch (error) {
    log.error('Not saved', error)
    const code = error instanceof Error && 'code' in error ? String(error.code) : '–'
    tellProblem({ key: 'ui.problem.not-saved', params: { file: filePath, code } })
    return null
  }
}

/** Where mail goes from here is nobody else's business on this computer. */
async function writePrivately(file: string, text: string): Promise<void> {
  const mode = 0o600
  await using opened = await open(file, 'w', mode)
  // It may have been there. A stick, and what another user owns, has no modes to set.
  await opened.chmod(mode).catch(() => undefined)
  await opened.writeFile(text)
}
