import type { DevTools } from '../chromium/connection.ts'
import { PageRequests } from '../content/page-requests.ts'
import { PageIpc } from '../ipc/page-ipc.ts'
import { servePage } from '../ipc/serve-page.ts'
import { forwardPageEvents, installTitleWatch, type PageState } from './page-events.ts'
import { PageView } from './page-view.ts'
import { openTarget } from './targets.ts'
import type { WebContents } from './web-contents.ts'

/** A page of Chromium with what a window needs of it. */
export type Page = {
  targetId: string
  devTools: DevTools
  view: PageView
  ipc: PageIpc
  requests: PageRequests
}

/** Opens an empty page that has the preload, the app's schemes and the app's listeners before it loads anything. */
export async function openPage(
  contents: WebContents,
  options: {
    background: boolean
    preload: string | undefined
    state: PageState & { onOpened(targetId: string): void; onGone(): void }
    /** What the page should be like before it loads anything. */
    prepare: (page: Page) => Promise<void>
  },
): Promise<Page> {
  const { targetId, devTools } = await openTarget(options.background, () => options.state.onGone())
  options.state.onOpened(targetId)
  const page: Page = {
    targetId,
    devTools,
    view: new PageView(devTools, targetId),
    ipc: new PageIpc(devTools, servePage(contents)),
    requests: new PageRequests(contents, devTools, targetId),
  }
  forwardPageEvents(contents, devTools, targetId, options.state)
  await devTools.send('Page.enable')
  await devTools.send('Page.setLifecycleEventsEnabled', { enabled: true })
  await devTools.send('Runtime.enable')
  await devTools.send('Inspector.enable')
  await devTools.send('Emulation.setUserAgentOverride', { userAgent: contents.getUserAgent() })
  await installTitleWatch(devTools)
  await page.requests.start()
  await options.prepare(page)
  if (options.preload !== undefined) await page.ipc.install(options.preload, targetId)
  return page
}
