import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'
import { app } from '../process/app.ts'

type Handler = (request: Request) => Response | Promise<Response>
type PageRequest = { url: string; method: string; headers: Record<string, string>; postData?: string }
type Answer = {
  responseCode: number
  responseHeaders: { name: string; value: string }[]
  body: string
}

/**
 * The app's own schemes. Chromium cannot learn a scheme from outside, so it is shown https://host.app.invalid/path for
 * app://host/path; the handler answers, and nothing is sent. The main process sees app: addresses alone.
 */
class Protocol implements Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
> {
  readonly #schemes = new Set<string>()
  readonly #handlers = new Map<string, Handler>()

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme } of schemes) this.#schemes.add(scheme)
  }

  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    this.#schemes.add(scheme)
    this.#handlers.set(scheme, handler)
  }

  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme)
  }

  /** What the page's requests to the app's schemes look like. */
  patterns(): string[] {
    return [...this.#schemes].map((scheme) => `https://*.${scheme}.invalid/*`)
  }

  toChromium(url: string): string {
    const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? []
    return this.#schemes.has(scheme) ? `https://${host}.${scheme}.invalid${rest || '/'}` : url
  }

  toApp(url: string): string {
    const [, host = '', scheme = '', rest = ''] =
      /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(.*)$/.exec(url) ?? []
    return this.#schemes.has(scheme) ? `${scheme}://${host}${rest}` : url
  }

  /** The handler's answer to a request of the app's own code, if there is a handler. */
  async answer(request: Request): Promise<Response | undefined> {
    return await this.#handlers.get(request.url.split(':')[0] ?? '')?.(request)
  }

  /** The handler's answer to a page's request, as Chromium's Fetch domain wants it. */
  async answerPage({ url, method, headers, postData }: PageRequest): Promise<Answer | undefined> {
    const mapped = Object.entries(headers).map(([name, value]): [string, string] => [name, this.toApp(value)])
    const body = postData === undefined ? {} : { body: postData }
    let response: Response | undefined
    try {
      response = await this.answer(new Request(url, { method, headers: mapped, ...body }))
    } catch (error) {
      console.error(error)
      response = new Response(null, { status: 500 })
    }
    return (
      response && {
        responseCode: response.status || 200,
        responseHeaders: [...response.headers].map(([name, value]) => ({
          name,
          value: this.#headerForChromium(name, value),
        })),
        body: Buffer.from(await response.arrayBuffer()).toString('base64'),
      }
    )
  }

  #headerForChromium(name: string, value: string): string {
    if (name === 'access-control-allow-origin') return this.toChromium(value).replace(/\/$/, '')
    if (!name.startsWith('content-security-policy')) return value
    return value.replace(
      /(?<=^|[\s;])([a-z][a-z0-9+-]*):(?:\/\/([^\s;]+))?(?=[\s;]|$)/g,
      (source, scheme: string, host: string | undefined) =>
        this.#schemes.has(scheme) ? `https://${host ?? '*'}.${scheme}.invalid` : source,
    )
  }
}

guardClass('Protocol', Protocol)
export const protocol = new Protocol()
