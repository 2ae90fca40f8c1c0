import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { createEvent } from '../event.ts'
import { guardClass } from '../not-covered.ts'

/** A notification: there is no desktop to show it; a spec emits `click` and `action`. */
export class Notification
  extends EventEmitter
  implements
    Pick<
      Electron.Notification,
      | 'show'
      | 'close'
      | 'id'
      | 'groupId'
      | 'title'
      | 'subtitle'
      | 'body'
      | 'silent'
      | 'urgency'
      | 'timeoutType'
      | 'actions'
      | 'closeButtonText'
      | 'hasReply'
      | 'replyPlaceholder'
      | 'sound'
    >
{
  readonly id: string
  readonly groupId: string
  title: string
  subtitle: string
  body: string
  silent: boolean
  urgency: Electron.Notification['urgency']
  timeoutType: Electron.Notification['timeoutType']
  actions: Electron.NotificationAction[]
  closeButtonText: string
  hasReply: boolean
  replyPlaceholder: string
  sound: string
  #shown = false

  static isSupported(): boolean {
    return true
  }

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    this.id = options.id ?? randomUUID()
    this.groupId = options.groupId ?? ''
    this.title = options.title ?? ''
    this.subtitle = options.subtitle ?? ''
    this.body = options.body ?? ''
    this.silent = options.silent ?? false
    this.urgency = options.urgency ?? 'normal'
    this.timeoutType = options.timeoutType ?? 'default'
    this.actions = options.actions ?? []
    this.closeButtonText = options.closeButtonText ?? ''
    this.hasReply = options.hasReply ?? false
    this.replyPlaceholder = options.replyPlaceholder ?? ''
    this.sound = options.sound ?? ''
  }

  show(): void {
    this.close()
    this.#shown = true
    setImmediate(() => this.emit('show', createEvent({})))
  }

  close(): void {
    if (!this.#shown) return
    this.#shown = false
    setImmediate(() => this.emit('close', createEvent({ reason: 'applicationHidden' })))
  }
}

guardClass('Notification', Notification)
