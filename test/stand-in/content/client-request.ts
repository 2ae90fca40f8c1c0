import { EventEmitter } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'
import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'

type Options = Electron.ClientRequestConstructorOptions | string

/** Electron's request over Node's own network: no proxies, no cookies, no cache, and the authorities that Node trusts. */
export class ClientRequest
  extends EventEmitter
  implements
    Pick<Electron.ClientRequest, 'abort' | 'followRedirect' | 'getHeader' | 'removeHeader' | 'setHeader'>
{
  readonly #url: URL
  readonly #method: string
  readonly #redirect: 'follow' | 'error' | 'manual'
  readonly #headers = new Map<string, string>()
  #sent: http.ClientRequest | undefined
  #response: IncomingMessage | undefined
  #isFollowed = false
  #isOver = false

  constructor(given: Options) {
    super()
    const options = typeof given === 'string' ? { url: given } : given
    const { protocol = 'http:', hostname = 'localhost', port, path = '/' } = options
    const host = options.host ?? (port === undefined ? hostname : `${hostname}:${port}`)
    this.#url = new URL(options.url ?? `${protocol}//${host}${path}`)
    if (!isWeb(this.#url)) throw new Error('ClientRequest only supports http: and https: protocols')
    this.#method = (options.method ?? 'GET').toUpperCase()
    this.#redirect = options.redirect ?? 'follow'
    for (const [name, value] of Object.entries(options.headers ?? {})) this.setHeader(name, String(value))
  }

  setHeader(name: string, value: string): void {
    if (this.#sent) throw new Error("Can't set headers after they are sent")
    this.#headers.set(name.toLowerCase(), value)
  }

  getHeader(name: string): string {
    return this.#headers.get(name.toLowerCase()) ?? ''
  }

  removeHeader(name: string): void {
    this.#headers.delete(name.toLowerCase())
  }

  end(chunk?: string | Buffer): this {
    if (chunk !== undefined) throw new Error('A body of a request is not in the stand-in')
    if (!this.#isOver) this.#send(this.#url)
    this.emit('finish')
    return this
  }

  followRedirect(): void {
    this.#isFollowed = true
  }

  abort(): void {
    if (this.#isOver) return
    process.nextTick(() => this.emit('abort'))
    this.#end()
  }

  #send(url: URL): void {
    const headers = Object.fromEntries(this.#headers)
    const send = url.protocol === 'https:' ? https.request : http.request
    // A connection of its own: one that is kept would outlive the program.
    const sent = send(url, { method: this.#method, headers, agent: false }, (answer) =>
      this.#answer(url, answer),
    )
    this.#sent = sent
    sent.on('error', (error) => this.#end(netError(error)))
    sent.end()
  }

  #answer(url: URL, answer: http.IncomingMessage): void {
    const target = answer.headers.location
    if (target !== undefined && [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0)) {
      answer.resume()
      this.#redirectTo(new URL(target, url), answer)
      return
    }
    const response = new IncomingMessage(answer)
    this.#response = response
    response.once('end', () => this.#end())
    response.once('error', (error) => this.#end(error))
    this.emit('response', response)
  }

  #redirectTo(target: URL, answer: http.IncomingMessage): void {
    if (this.#redirect === 'error') {
      this.#end(new Error("Attempted to redirect, but redirect policy was 'error'"))
      return
    }
    this.#isFollowed = this.#redirect === 'follow'
    this.emit('redirect', answer.statusCode, this.#method, target.href, listsOf(answer.headers))
    if (this.#isOver) return
    if (!this.#isFollowed) this.#end(new Error('Redirect was cancelled'))
    else if (isWeb(target)) this.#send(target)
    else this.#end(new Error('net::ERR_UNSAFE_REDIRECT'))
  }

  #end(error?: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    if (error) this.emit('error', error)
    this.#response?.destroy(error)
    this.#sent?.destroy()
    this.emit('close')
  }
}

guardClass('ClientRequest', ClientRequest)

/** What electron.d.ts calls an EventEmitter is a stream, as in Electron. */
class IncomingMessage
  extends Readable
  implements
    Pick<
      Electron.IncomingMessage,
      | 'headers'
      | 'httpVersion'
      | 'httpVersionMajor'
      | 'httpVersionMinor'
      | 'rawHeaders'
      | 'statusCode'
      | 'statusMessage'
    >
{
  readonly #answer: http.IncomingMessage
  readonly headers: Record<string, string | string[]>
  readonly httpVersion: string
  readonly httpVersionMajor: number
  readonly httpVersionMinor: number
  readonly rawHeaders: string[]
  readonly statusCode: number
  readonly statusMessage: string

  constructor(answer: http.IncomingMessage) {
    super()
    this.#answer = answer
    this.headers = Object.fromEntries(
      Object.entries(answer.headers).filter(
        (entry): entry is [string, string | string[]] => entry[1] !== undefined,
      ),
    )
    this.httpVersion = answer.httpVersion
    this.httpVersionMajor = answer.httpVersionMajor
    this.httpVersionMinor = answer.httpVersionMinor
    this.rawHeaders = answer.rawHeaders
    this.statusCode = answer.statusCode ?? 0
    this.statusMessage = answer.statusMessage ?? ''
    answer.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) answer.pause()
    })
    answer.on('end', () => this.push(null))
    answer.on('error', () => {
      const isCounted = answer.headers['content-length'] !== undefined
      const name = isCounted ? 'CONTENT_LENGTH_MISMATCH' : 'INCOMPLETE_CHUNKED_ENCODING'
      this.destroy(new Error(`net::ERR_${name}`))
    })
    answer.pause()
  }

  override _read(): void {
    this.#answer.resume()
  }
}

function isWeb({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

function listsOf(headers: http.IncomingHttpHeaders): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat()]))
}

const netErrors: Record<string, string> = {
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ECONNRESET: 'CONNECTION_CLOSED',
  ENOTFOUND: 'NAME_NOT_RESOLVED',
  EAI_AGAIN: 'NAME_NOT_RESOLVED',
  ENETUNREACH: 'INTERNET_DISCONNECTED',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CERT_COMMON_NAME_INVALID',
  CERT_HAS_EXPIRED: 'CERT_DATE_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'CERT_AUTHORITY_INVALID',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'CERT_AUTHORITY_INVALID',
}

function netError({ code = '' }: NodeJS.ErrnoException): Error {
  return new Error(`net::ERR_${netErrors[code] ?? 'FAILED'}`)
}
