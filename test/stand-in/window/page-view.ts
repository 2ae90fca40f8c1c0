import type { DevTools } from '../chromium/connection.ts'
import { nativeTheme } from '../desktop/native-theme.ts'
import { scaleFactor } from '../desktop/screen.ts'
import { browser } from './targets.ts'

/** How a page is shown: its size, zoom, theme, and whether it can be seen. */
export class PageView {
  readonly #devTools: DevTools
  readonly #targetId: string
  #themed = false

  constructor(devTools: DevTools, targetId: string) {
    this.#devTools = devTools
    this.#targetId = targetId
  }

  /** Zoom is what it is in a browser: fewer CSS pixels, each of more of the screen's. */
  async resize(width: number, height: number, zoom: number): Promise<void> {
    await this.#devTools.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / zoom),
      height: Math.round(height / zoom),
      deviceScaleFactor: scaleFactor() * zoom,
      mobile: false,
    })
  }

  /** A theme of the system's is left to the page's own emulation. */
  async applyTheme(): Promise<void> {
    const source = nativeTheme.themeSource
    if (source === 'system' && !this.#themed) return
    this.#themed = source !== 'system'
    await this.#devTools.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: source === 'system' ? '' : source }],
    })
  }

  /** To be seen where Chromium shows its windows; a headless page stays as it is. */
  async setVisible(visible: boolean): Promise<void> {
    const { windowId } = await browser().send('Browser.getWindowForTarget', { targetId: this.#targetId })
    await browser().send('Browser.setWindowBounds', {
      windowId,
      bounds: { windowState: visible ? 'normal' : 'minimized' },
    })
    if (visible) await this.#devTools.send('Page.bringToFront')
  }
}
