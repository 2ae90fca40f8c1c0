import type { Screen } from '../../contract/state.ts'
import type { StateStore } from '../../state/store.ts'
import type { Translate } from '../../text/translate.ts'
import type { Services } from '../compose.ts'
import type { Updater } from './updater.ts'

/** What the desktop offers: the shell has the real one. */
export type Desktop = {
  version: string
  platform: 'windows' | 'macos' | 'linux'
  /** The language of the system (BCP 47), most wanted first. */
  systemLanguages: readonly string[]
  copy: (text: string) => void
  /** Opens an https page, or the sign-in page of a network, in the system's browser. */
  openPage: (url: string) => Promise<void>
  /** Asks the person where to, and writes the text there. Null where it is not there: what went wrong is told. */
  saveFile: (name: string, text: string) => Promise<string | null>
  /** Opens a file with the program that the system has for it. False: it could not be opened. */
  openFile: (file: string) => Promise<boolean>
  /** A few words that come up by themselves; a click opens the window there, and so does the button `action`. */
  notify: (notification: { title: string; body: string; action: string | null; opens: Screen }) => void
  /** Nobody sees the screen. */
  isLocked: () => boolean
  /** Since the person logged in, where that started the program; else Infinity. */
  sinceLoginMs: () => number
  /** Whether this program starts when the person logs in; null where the system does not tell. */
  loginItem: { read: () => boolean | null; set: (on: boolean) => void }
  updater: Updater
}

/** What the parts of the desk share. */
export type DeskContext = {
  services: Services
  desktop: Desktop
  store: StateStore
  /** In the language that the state names now. */
  t: () => Translate
  /** Passwords that are kept until the program ends, by account id. They stand nowhere else. */
  sessionPasswords: Map<string, string>
  /** Ends everything that is under way. */
  quit: AbortSignal
  /** Work that nobody waits for: a bug in it is told, and the end waits until it is over. */
  background: (work: Promise<unknown>) => void
}
