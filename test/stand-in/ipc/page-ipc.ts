import type { DevTools } from '../chromium/connection.ts'
import { binding, pageScripts, preloadWorld } from '../page/page-scripts.ts'
import { pack, unpack } from './clone.ts'
import type { FromPage, ToPage } from './messages.ts'

/** What the main process does with a page's messages. */
export type PageListener = {
  onSend(channel: string, args: unknown[]): void
  onInvoke(channel: string, args: unknown[]): Promise<unknown>
  onPreloadError(error: Error): void
}

/** The line between the main process and the preload of one page. */
export class PageIpc {
  readonly #devTools: DevTools
  readonly #listener: PageListener
  #world: number | undefined

  constructor(devTools: DevTools, listener: PageListener) {
    this.#devTools = devTools
    this.#listener = listener
  }

  /** Has every document of the page start with its preload. */
  async install(preload: string, mainFrame: string): Promise<void> {
    this.#devTools.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string }
      if (context.name === preloadWorld && frameId === mainFrame) this.#world = context.id
    })
    this.#devTools.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#world) this.#world = undefined
    })
    this.#devTools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === binding && executionContextId === this.#world)
        void this.#receive(JSON.parse(payload) as FromPage)
    })
    const scripts = pageScripts(preload)
    await this.#devTools.send('Runtime.addBinding', { name: binding, executionContextName: preloadWorld })
    await this.#devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld })
    await this.#devTools.send('Page.addScriptToEvaluateOnNewDocument', {
      source: scripts.preloadWorld,
      worldName: preloadWorld,
    })
  }

  async send(channel: string, args: string): Promise<void> {
    await this.#deliver({ type: 'send', channel, args })
  }

  async #receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'send':
        this.#listener.onSend(message.channel, unpack(message.args) as unknown[])
        break
      case 'invoke':
        await this.#deliver(await this.#answer(message.id, message.channel, message.args))
        break
      case 'preload-error':
        this.#listener.onPreloadError(unpack(message.error) as Error)
        break
    }
  }

  async #answer(id: number, channel: string, args: string): Promise<ToPage> {
    try {
      const value = pack(await this.#listener.onInvoke(channel, unpack(args) as unknown[]))
      return { type: 'reply', id, value }
    } catch (error) {
      return { type: 'reply', id, error: `Error invoking remote method '${channel}': ${String(error)}` }
    }
  }

  /** A page that has gone meanwhile gets nothing. */
  async #deliver(message: ToPage): Promise<void> {
    if (this.#world === undefined) return
    await this.#devTools
      .send('Runtime.callFunctionOn', {
        executionContextId: this.#world,
        functionDeclaration: `function (text) { globalThis.${binding}Receive(text) }`,
        arguments: [{ value: JSON.stringify(message) }],
      })
      .catch(() => undefined)
  }
}
