import { homedir } from 'node:os'
import process from 'node:process'
import { settingsFolder } from '../accounts/settings-folder.ts'

/** The folder of all that Postern keeps. The app and the terminal command share it. */
export function ownFolder(): string {
  return settingsFolder(process.platform, process.env, homedir())
}
