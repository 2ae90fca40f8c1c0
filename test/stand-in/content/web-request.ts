import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'

type Details = Electron.OnBeforeRequestListenerDetails
type Listener = (details: Details, callback: (response: Electron.CallbackResponse) => void) => void

/** The one event of `webRequest` that Chromium's Fetch domain can give. Requests of web sockets do not pass it. */
export class WebRequest {
  #listener: Listener | undefined
  #patterns: RegExp[] = []
  readonly #onChange: () => void

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  onBeforeRequest(filter: Electron.WebRequestFilter | Listener | null, listener?: Listener | null): void {
    const withoutFilter = typeof filter === 'function' || filter === null
    this.#listener = (withoutFilter ? filter : listener) ?? undefined
    this.#patterns = (withoutFilter ? ['<all_urls>'] : filter.urls).map(urlPattern)
    this.#onChange()
  }

  get listens(): boolean {
    return this.#listener !== undefined
  }

  /** What the app decides about a request. */
  decide(details: Details): Promise<Electron.CallbackResponse> {
    const listener = this.#listener
    if (!listener || !this.#patterns.some((pattern) => pattern.test(details.url))) return Promise.resolve({})
    return new Promise((resolve) => listener(details, resolve))
  }
}

/** Chromium's match patterns, as far as they can say something about a page's requests. */
function urlPattern(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/
  const escaped = pattern
    .replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replace(/^\*:/, '(https?|wss?):')
    .replace(/:\/\/\*\\\./, String.raw`://([^/]+\.)?`)
    .replace(/\*/g, '.*')
  return new RegExp(`^${escaped}$`)
}

guardClass('WebRequest', WebRequest)
