import type { DevTools } from '../chromium/connection.ts'
import type { PageRequests } from '../content/page-requests.ts'
import { protocol } from '../content/protocol.ts'
import { createEvent } from '../event.ts'
import { ignoreGone } from './targets.ts'
import type { WebContents } from './web-contents.ts'

const errnos: Record<string, number> = {
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
}

/** Why a page did not load, as Electron's loadURL rejects. */
class LoadError extends Error {
  readonly code: string
  readonly errno: number
  readonly url: string

  constructor(code: string, url: string) {
    const errno = errnos[code] ?? -2
    super(`${code} (${errno}) loading '${url}'`)
    this.code = code
    this.errno = errno
    this.url = url
  }
}

/** The app leads a page to an address: resolves when it has loaded, rejects as Electron's loadURL does. */
export async function loadPage(
  contents: WebContents,
  devTools: DevTools,
  requests: PageRequests,
  url: string,
): Promise<void> {
  const { promise: loaded, resolve, reject } = Promise.withResolvers<undefined>()
  loaded.catch(ignoreGone)
  const onLoad = (): void => resolve(undefined)
  const onGone = (): void => reject(new LoadError('ERR_FAILED', url))
  contents.once('did-finish-load', onLoad).once('destroyed', onGone).once('render-process-gone', onGone)
  try {
    const chromiumUrl = protocol.toChromium(url)
    requests.expect(protocol.toApp(chromiumUrl))
    const { errorText, loaderId } = await devTools.send('Page.navigate', { url: chromiumUrl })
    requests.expect(undefined)
    if (errorText !== undefined) {
      const error = new LoadError(errorText.replace('net::', ''), url)
      contents.emit('did-fail-load', createEvent({}), error.errno, error.code, url, true, 1, 1)
      throw error
    }
    // Without a loader only the fragment changed, and nothing is loaded.
    if (loaderId !== undefined) await loaded
  } finally {
    contents.off('did-finish-load', onLoad).off('destroyed', onGone).off('render-process-gone', onGone)
  }
}
