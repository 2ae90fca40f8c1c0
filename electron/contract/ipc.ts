import { z } from 'zod'
import { Explanation } from './explain.ts'
import { Preferences } from './preferences.ts'
import { HistoryDays, HistoryView, networkNameLength } from './timeline.ts'
import { SetupServers, SetupStep } from './setup.ts'
import { AppState, type Screen } from './state.ts'

/**
 * All that passes between a window and the main process. Calls say what the person does and come back at once; what
 * comes of it is in the state. Both ends derive from this table, and the server parses every input.
 */
function call<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { input, output }
}

const nothing = z.undefined()
const Id = z.string().min(1).max(64)
const Typed = z.string().max(320)
const Folder = z.string().min(1).max(4_096)
/** An outgoing server of a mail program: the folder of the profile, and the program's own name for the server. */
const ClientServerId = z.strictObject({ profile: Folder, server: z.string().min(1).max(255) })

/** Longer than any server takes (RFC 5321, 4.5.3.1 and RFC 4954 allow less than 12,288 bytes of base64). */
const Password = z.string().min(1).max(4_096)

export const calls = {
  /** The state as it is now. A window subscribes first, asks then, and ignores older revisions. */
  'state.read': call(nothing, AppState),
  'state.problem-seen': call(nothing, nothing),

  'check.start': call(nothing, nothing),
  'check.stop': call(nothing, nothing),

  'preferences.change': call(Preferences.partial(), nothing),
  'login-item.set': call(z.boolean(), nothing),

  'account.remove': call(z.strictObject({ id: Id }), nothing),
  'account.send-test': call(z.strictObject({ id: Id }), nothing),
  /** A paused account is neither checked nor spoken of. */
  'account.pause': call(z.strictObject({ id: Id, paused: z.boolean() }), nothing),
  'account.stop-test': call(z.strictObject({ id: Id }), nothing),

  /** Opens the wizard: for a new account, or to set one up again. */
  'setup.open': call(z.strictObject({ accountId: Id.nullable() }), nothing),
  /** Closes it; what has been reached is kept, but for a password that was not. */
  'setup.leave': call(nothing, nothing),
  'setup.go': call(z.strictObject({ step: SetupStep }), nothing),
  /** Typing has stopped. */
  'setup.look-up': call(z.strictObject({ address: Typed }), nothing),
  'setup.use-servers': call(SetupServers, nothing),
  'setup.check': call(nothing, nothing),
  'setup.stop-check': call(nothing, nothing),
  /** Saves the account unfinished although no port works from here. */
  'setup.continue-anyway': call(nothing, nothing),
  'setup.sign-in': call(
    z.strictObject({
      username: z.string().min(1).max(320),
      password: Password,
      keep: z.enum(['keychain', 'session']),
    }),
    nothing,
  ),
  'setup.stop-sign-in': call(nothing, nothing),
  /** The answer to the question about a certificate, by its fingerprint so that no other one is meant. */
  'setup.trust': call(z.strictObject({ sha256: z.string().max(128), trust: z.boolean() }), nothing),
  /** The answer where the keychain did not take the password. */
  'setup.keep': call(z.strictObject({ where: z.enum(['keychain', 'session']) }), nothing),
  'setup.send-test': call(nothing, nothing),
  'setup.stop-test': call(nothing, nothing),
  'setup.skip-test': call(nothing, nothing),
  'setup.finish': call(nothing, nothing),

  'history.read': call(z.strictObject({ days: HistoryDays }), HistoryView),
  /** As CSV, to where the person says in the system's own dialog. */
  'history.export': call(nothing, nothing),
  /** Null: no name of the person's. */
  'network.rename': call(
    z.strictObject({ id: Id, name: z.string().trim().min(1).max(networkNameLength).nullable() }),
    nothing,
  ),

  /** Whether the mail programs are in view: then each change of theirs is noticed. */
  'clients.watch': call(z.boolean(), nothing),
  /** Reads the mail programs' settings again, and tests those in need. */
  'clients.look': call(nothing, nothing),
  'clients.repair': call(ClientServerId, nothing),
  /** Ends the test of a repair, or the waiting for the program to be closed. */
  'clients.stop': call(ClientServerId, nothing),
  'clients.undo': call(z.strictObject({ change: z.int().positive() }), nothing),
  'clients.stop-undo': call(nothing, nothing),
  /** Puts an account of Postern's into a profile; null: into the first one of a program that has none yet. */
  'clients.create': call(z.strictObject({ profile: Folder.nullable(), accountId: Id }), nothing),
  'clients.stop-create': call(nothing, nothing),

  /** What an error that the person has before them means; none: it is not known. */
  explain: call(z.strictObject({ text: z.string().max(4_096) }), z.array(Explanation)),
  /**
   * A profile for Apple Mail, to where the person says in the system's own dialog; null: nowhere. `opened`: System
   * Settings has it already.
   */
  'apple-mail.save': call(
    z.strictObject({ accountId: Id }),
    z.strictObject({ file: z.string().nullable(), opened: z.boolean() }),
  ),

  /** Looks for a newer version of Postern, and loads it. */
  'updates.look': call(nothing, nothing),
  'updates.stop': call(nothing, nothing),
  /** Quits, puts the newer version in place and starts it; not while a mail program is being changed. */
  'updates.install': call(nothing, nothing),

  /** The report for a provider's support. Mail addresses are masked unless asked for. */
  'report.copy': call(z.strictObject({ withAddresses: z.boolean() }), nothing),
  'clipboard.copy': call(z.strictObject({ text: z.string().min(1).max(8_192) }), nothing),
  /** Opens a page of the allow-list in the system's browser. */
  'page.open': call(
    z.strictObject({
      page: z.enum(['captive-portal', 'help-thunderbird', 'help-outlook', 'help-apple-mail']),
    }),
    nothing,
  ),
  /** What went wrong in the window, for the log. */
  'window.error': call(z.strictObject({ message: z.string().max(4_096) }), nothing),
} as const

type Events = {
  state: AppState
  /** Somebody outside the window asked for a screen: the tray, a notification. */
  show: { screen: Screen }
}

export type CallName = keyof typeof calls
export type EventName = keyof Events
export type CallInput<Name extends CallName> = z.infer<(typeof calls)[Name]['input']>
export type CallOutput<Name extends CallName> = z.infer<(typeof calls)[Name]['output']>
export type EventPayload<Name extends EventName> = Events[Name]

/** Why a call was not carried out. */
export type CallErrorCode =
  /** The input is not what the table says. */
  | 'invalid-input'
  | 'unknown-call'
  /** The call came from elsewhere than this program's own page. */
  | 'untrusted-sender'
  /** What it is about is not there, or not at this moment. */
  | 'not-now'
  /** A bug; it has been logged. */
  | 'failed'

export type CallReply<Value> = { ok: true; value: Value } | { ok: false; error: { code: CallErrorCode } }

/** What the preload puts into the page, as `window.postern`. It knows no names but these two. */
export type Bridge = {
  call: (name: string, input: unknown) => Promise<unknown>
  /** Gives the function that ends the subscription. */
  on: (name: string, listener: (payload: unknown) => void) => () => void
}

/** The two channels that all of it passes over. */
export const callChannel = 'postern:call'
export const eventChannel = 'postern:event'
