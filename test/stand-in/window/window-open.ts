import type * as Electron from 'electron'
import { protocol } from '../content/protocol.ts'

export type WindowOpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse

/** A page wants a new window: the app is asked. The page that Chromium opens for it is closed in any case. */
export function askForWindow(
  handler: WindowOpenHandler | undefined,
  request: { url: string; windowName: string; windowFeatures: string[] },
): void {
  const { windowName, windowFeatures } = request
  const isPopup = windowFeatures.some((feature) => /^(width|height|popup)/.test(feature))
  const url = protocol.toApp(request.url)
  const answer = handler?.({
    url,
    frameName: windowName === '_blank' ? '' : windowName,
    features: windowFeatures.join(','),
    disposition: isPopup ? 'new-window' : 'foreground-tab',
    referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
  })
  if (answer?.action !== 'deny')
    process.stderr.write(`A window that a page opens is not in the stand-in: ${url}\n`)
}
