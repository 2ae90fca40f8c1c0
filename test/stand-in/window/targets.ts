import type { Connection, DevTools } from '../chromium/connection.ts'

/** The pages in Chromium. Those that no BrowserWindow asked for are closed before they load anything. */

type Target = { targetId: string; devTools: DevTools }

let connection: Connection | undefined
let opening = 0
const onGone = new Map<string, () => void>()

/** The whole browser's end of the protocol. */
export function browser(): DevTools {
  if (!connection) throw new Error('Chromium has not started')
  return connection.browser
}

/** Called once Chromium runs. */
export async function connectTargets(started: Connection): Promise<void> {
  connection = started
  const { browser } = started
  browser.on('Target.attachedToTarget', ({ sessionId, targetInfo, waitingForDebugger }) => {
    const { targetId, openerId, type } = targetInfo
    // A popup (window.open, target=_blank) has an opener or comes when no window is being made.
    const isPopup = type === 'page' && !onGone.has(targetId) && (opening === 0 || openerId !== undefined)
    if (isPopup) browser.send('Target.closeTarget', { targetId }).catch(ignoreGone)
    // A popup too: its opener may share its thread, and would wait with it for ever.
    if (waitingForDebugger)
      started.session(sessionId).send('Runtime.runIfWaitingForDebugger').catch(ignoreGone)
  })
  browser.on('Target.targetDestroyed', ({ targetId }) => onGone.get(targetId)?.())
  await browser.send('Target.setDiscoverTargets', { discover: true })
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  })
}

/** Opens an empty page of one's own. */
export async function openTarget(background: boolean, whenGone: () => void): Promise<Target> {
  if (!connection) throw new Error('Chromium has not started')
  opening += 1
  try {
    const { targetId } = await connection.browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      background,
    })
    onGone.set(targetId, whenGone)
    const { sessionId } = await connection.browser.send('Target.attachToTarget', {
      targetId,
      flatten: true,
    })
    return { targetId, devTools: connection.session(sessionId) }
  } finally {
    opening -= 1
  }
}

/** Closes a page, whatever state it is in. */
export async function closeTarget(targetId: string): Promise<void> {
  await browser().send('Target.closeTarget', { targetId })
}

/** A command to a page or window that may have closed meanwhile has nothing left to do. */
export function ignoreGone(): void {
  // Nothing to do.
}
