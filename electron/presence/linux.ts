import { type BusCall, connectSessionBus } from '../system/session-bus.ts'

const limitMs = 1_000

/** What a talk or a film asks of the desktop: GNOME's flag 8 is "do not take the session for idle"; KDE and Xfce have one list. */
const questions: readonly BusCall[] = [
  {
    destination: 'org.gnome.SessionManager',
    path: '/org/gnome/SessionManager',
    interface: 'org.gnome.SessionManager',
    member: 'IsInhibited',
    signature: 'u',
    args: [8],
  },
  {
    destination: 'org.freedesktop.PowerManagement.Inhibit',
    path: '/org/freedesktop/PowerManagement/Inhibit',
    interface: 'org.freedesktop.PowerManagement.Inhibit',
    member: 'HasInhibit',
  },
]

/** Whether a program has asked the desktop not to put out the screen; false where nobody can tell, or not within a second. */
export async function isPresentingOnLinux(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<boolean> {
  try {
    const bus = await connectSessionBus(env, AbortSignal.any([signal, AbortSignal.timeout(limitMs)]))
    try {
      const answers = await Promise.all(questions.map((question) => bus.call(question).catch(() => [])))
      return answers.some(([inhibited]) => inhibited === true)
    } finally {
      bus.close()
    }
  } catch {
    return false
  }
}
