import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'

/** A page's main frame at one moment, as IPC and navigation events name it. */
export class Frame implements Pick<
  Electron.WebFrameMain,
  'url' | 'origin' | 'name' | 'routingId' | 'processId' | 'frameTreeNodeId' | 'detached' | 'isDestroyed'
> {
  readonly url: string
  readonly name = ''
  readonly routingId = 1
  readonly processId = 1
  readonly frameTreeNodeId = 1
  readonly detached = false
  readonly parent = null
  readonly frames: readonly Frame[] = []

  constructor(url: string) {
    this.url = url
  }

  get top(): this {
    return this
  }

  get origin(): string {
    if (this.url.startsWith('file:')) return 'file://'
    return /^[^:]+:\/\/[^/?#]+/.exec(this.url)?.[0] ?? 'null'
  }

  isDestroyed(): boolean {
    return false
  }
}

guardClass('WebFrameMain', Frame)
