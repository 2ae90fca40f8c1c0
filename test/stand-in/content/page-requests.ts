import type * as Electron from 'electron'
import type { DevTools } from '../chromium/connection.ts'
import { createEvent } from '../event.ts'
import { browser } from '../window/targets.ts'
import type { WebContents } from '../window/web-contents.ts'
import { applyPermissions } from './permissions.ts'
import { protocol } from './protocol.ts'
import { defaultSession } from './session.ts'

type Paused = {
  requestId: string
  frameId: string
  resourceType: string
  request: { url: string; method: string; headers: Record<string, string>; postData?: string }
}
type ResourceType = Electron.OnBeforeRequestListenerDetails['resourceType']

const resourceTypes: Record<string, ResourceType> = {
  CSPViolationReport: 'cspReport',
  Fetch: 'xhr',
  Font: 'font',
  Image: 'image',
  Media: 'media',
  Ping: 'ping',
  Script: 'script',
  Stylesheet: 'stylesheet',
  XHR: 'xhr',
}

let lastRequest = 0

/** Every navigation and request of a page: what the app's listeners refuse does not happen. */
export class PageRequests {
  readonly #contents: WebContents
  readonly #devTools: DevTools
  readonly #mainFrame: string
  readonly #update = (): void => {
    this.#enable().catch(() => undefined)
  }
  #expected: string | undefined

  constructor(contents: WebContents, devTools: DevTools, mainFrame: string) {
    this.#contents = contents
    this.#devTools = devTools
    this.#mainFrame = mainFrame
  }

  async start(): Promise<void> {
    this.#devTools.on('Fetch.requestPaused', (paused) => {
      // A page that closes takes its requests with it.
      this.#handle(paused).catch(() => undefined)
    })
    defaultSession.on('stand-in-web-request', this.#update)
    await this.#enable()
  }

  stop(): void {
    defaultSession.off('stand-in-web-request', this.#update)
  }

  /** The app's own next navigation, which is not the page's and needs nobody's leave. */
  expect(url: string | undefined): void {
    this.#expected = url
  }

  async #enable(): Promise<void> {
    const own = protocol.patterns().map((urlPattern) => ({ urlPattern }))
    await this.#devTools.send('Fetch.enable', {
      patterns: defaultSession.webRequest.listens
        ? [{ urlPattern: '*' }]
        : [{ urlPattern: '*', resourceType: 'Document' }, ...own],
    })
  }

  async #handle({ requestId, request, resourceType, frameId }: Paused): Promise<void> {
    const url = protocol.toApp(request.url)
    const isDocument = resourceType === 'Document'
    const isMainFrame = isDocument && frameId === this.#mainFrame
    if (isDocument && this.#isRefused(url, isMainFrame)) {
      await this.#devTools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    const decision = await defaultSession.webRequest.decide(
      this.#details(request, url, resourceType, isMainFrame),
    )
    if (decision.cancel === true) {
      await this.#devTools.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
      return
    }
    if (decision.redirectURL !== undefined) {
      const location = protocol.toChromium(decision.redirectURL)
      await this.#devTools.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 307,
        responseHeaders: [{ name: 'Location', value: location }],
      })
      return
    }
    if (isMainFrame)
      await applyPermissions(
        browser(),
        defaultSession.permissionHandlers,
        this.#contents as unknown as Electron.WebContents,
        { appUrl: url, chromiumUrl: request.url },
      )
    const answer = await protocol.answerPage({ ...request, url })
    if (answer) await this.#devTools.send('Fetch.fulfillRequest', { requestId, ...answer })
    else await this.#devTools.send('Fetch.continueRequest', { requestId })
  }

  /** Asks the listeners of a navigation that the page began. */
  #isRefused(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.#expected === url) {
      this.#expected = undefined
      return false
    }
    const { mainFrame } = this.#contents
    const fields = {
      url,
      isSameDocument: false,
      isMainFrame,
      frame: isMainFrame ? mainFrame : null,
      initiator: mainFrame,
    }
    const frameEvent = createEvent({ ...fields })
    this.#contents.emit('will-frame-navigate', frameEvent)
    if (frameEvent.defaultPrevented || !isMainFrame) return frameEvent.defaultPrevented
    const event = createEvent({ ...fields })
    this.#contents.emit('will-navigate', event, url, false, true, 1, 1)
    return event.defaultPrevented
  }

  #details(
    request: Paused['request'],
    url: string,
    resourceType: string,
    isMainFrame: boolean,
  ): Electron.OnBeforeRequestListenerDetails {
    lastRequest += 1
    const document: ResourceType = isMainFrame ? 'mainFrame' : 'subFrame'
    return {
      id: lastRequest,
      url,
      method: request.method,
      webContentsId: this.#contents.id,
      webContents: this.#contents as unknown as Electron.WebContents,
      frame: this.#contents.mainFrame as unknown as Electron.WebFrameMain,
      resourceType: resourceType === 'Document' ? document : (resourceTypes[resourceType] ?? 'other'),
      referrer: protocol.toApp(request.headers['Referer'] ?? ''),
      timestamp: Date.now(),
      uploadData: [],
    }
  }
}
