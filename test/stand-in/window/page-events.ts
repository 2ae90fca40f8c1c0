import type { DevTools } from '../chromium/connection.ts'
import { protocol } from '../content/protocol.ts'
import { createEvent } from '../event.ts'
import { app } from '../process/app.ts'
import { watchTitle } from '../page/title-world.ts'
import type { WebContents } from './web-contents.ts'

/** What the page's state is told of, beside the listeners of the app. */
export type PageState = {
  onNavigated(url: string): void
  onLoading(loading: boolean): void
  onTitle(title: string): void
  onFirstPaint(): void
  onWindowWanted(request: { url: string; windowName: string; windowFeatures: string[] }): void
  onCrashed(): void
}

const levels: Record<string, string> = { error: 'error', assert: 'error', warning: 'warning', debug: 'debug' }

const titleBinding = '__standInTitle'

/** Has every document of the page tell its title. */
export async function installTitleWatch(devTools: DevTools): Promise<void> {
  const worldName = 'Stand-in title'
  await devTools.send('Runtime.addBinding', { name: titleBinding, executionContextName: worldName })
  await devTools.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `(${String(watchTitle)})('${titleBinding}')`,
    worldName,
  })
}

/** Translates what Chromium tells of a page into Electron's events. */
export function forwardPageEvents(
  contents: WebContents,
  devTools: DevTools,
  mainFrame: string,
  state: PageState,
): void {
  let loader: string | undefined
  devTools.on('Page.frameNavigated', ({ frame }) => {
    // Every page starts as about:blank; that is not a navigation of the app's.
    if (frame.parentId !== undefined || (frame.url === 'about:blank' && loader === undefined)) return
    loader = frame.loaderId
    const url = protocol.toApp(`${frame.url}${frame.urlFragment ?? ''}`)
    state.onNavigated(url)
    contents.emit('did-navigate', createEvent({}), url, 200, '')
  })
  devTools.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId !== mainFrame) return
    const appUrl = protocol.toApp(url)
    state.onNavigated(appUrl)
    contents.emit('did-navigate-in-page', createEvent({}), appUrl, true, 1, 1)
  })
  devTools.on('Page.frameStartedLoading', ({ frameId }) => {
    if (frameId !== mainFrame) return
    state.onLoading(true)
    contents.emit('did-start-loading')
  })
  devTools.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
    if (frameId !== mainFrame || loaderId !== loader) return
    if (name === 'DOMContentLoaded') contents.emit('dom-ready', createEvent({}))
    if (name !== 'load') return
    state.onLoading(false)
    contents.emit('did-frame-finish-load', createEvent({}), true, 1, 1)
    contents.emit('did-finish-load')
    contents.emit('did-stop-loading')
    state.onFirstPaint()
  })
  devTools.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const [frame] = stackTrace?.callFrames ?? []
    const words = args.map(({ value, description }) =>
      typeof value === 'string' ? value : (description ?? JSON.stringify(value)),
    )
    const details = {
      level: levels[type] ?? 'info',
      message: words.join(' '),
      lineNumber: (frame?.lineNumber ?? -1) + 1,
      sourceId: protocol.toApp(frame?.url ?? ''),
      frame: contents.mainFrame,
    }
    contents.emit('console-message', createEvent(details))
  })
  devTools.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name === titleBinding) state.onTitle(payload)
  })
  devTools.on('Page.windowOpen', (request) => state.onWindowWanted(request))
  devTools.on('Inspector.targetCrashed', () => {
    state.onCrashed()
    const details = { reason: 'crashed', exitCode: 1 }
    contents.emit('render-process-gone', createEvent({}), details)
    app.emit('render-process-gone', createEvent({}), contents, details)
  })
}
