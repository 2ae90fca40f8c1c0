import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ClientRequest, ClientRequestConstructorOptions, IncomingMessage } from 'electron'
import type { UpdateFailure } from '../app/desk/updater.ts'

/** Goes through electron-updater, which knows nothing of it. */
export class UpdateProblem extends Error {
  readonly why: UpdateFailure

  constructor(why: UpdateFailure, message: string) {
    super(message)
    this.why = why
  }
}

export type UpdateRequestOptions = {
  /** Electron's, in a session of its own. */
  send: (options: ClientRequestConstructorOptions) => ClientRequest
  /** Of the look that runs. */
  signal: () => AbortSignal
  onPercent: (percent: number) => void
  patience?: Patience
}

/** How long a server may be silent, and how long a description and a file may take in all. */
type Patience = { silenceMs: number; descriptionMs: number; fileMs: number }

/** The two requests that electron-updater makes when it loads whole files, by its names for them. */
export type UpdateRequests = {
  request: (target: RequestTarget) => Promise<string>
  download: (url: URL, file: string, wanted: { sha512?: string | null }) => Promise<string>
}
type RequestTarget = { protocol?: string; hostname?: string; port?: string | number; path?: string }

/** A release's description is 1 KB; notes of the release may stand in it. */
const mostDescriptionBytes = 256 * 1_024
const mostFileBytes = 512 * 1_024 * 1_024
const mostRedirects = 5
const usualPatience: Patience = { silenceMs: 60_000, descriptionMs: 60_000, fileMs: 3_600_000 }

/**
 * Requests over https and nothing else, redirects included; with an end to what is read, to how long a server may be
 * silent and to the whole. electron-updater's own have none of these, and tell the server who asks. A file counts only with its SHA-512.
 */
export function createUpdateRequests(options: UpdateRequestOptions): UpdateRequests {
  const { patience = usualPatience, onPercent } = options

  const receive = async <Value>(
    url: URL,
    most: { bytes: number; ms: number },
    read: (chunks: AsyncIterable<Buffer>, headers: IncomingMessage['headers'], signal: AbortSignal) => Value,
  ): Promise<Awaited<Value>> => {
    const end = new AbortController()
    const endIn = (ms: number, why: string) =>
      setTimeout(() => end.abort(new UpdateProblem('unreachable', why)), ms)
    const silence = endIn(patience.silenceMs, 'The server for updates is silent')
    const deadline = endIn(most.ms, 'The server for updates takes too long')
    const signal = AbortSignal.any([options.signal(), end.signal])
    try {
      const response = await open(url, options.send, signal)
      const chunks = upTo(most.bytes, response as unknown as Readable, () => silence.refresh())
      return await read(chunks, response.headers, signal)
    } catch (error) {
      const why: unknown = end.signal.aborted ? end.signal.reason : error
      // Or Electron would go on loading what nobody reads.
      end.abort(why)
      throw why
    } finally {
      clearTimeout(silence)
      clearTimeout(deadline)
    }
  }

  return {
    request: ({ protocol = 'https:', hostname = '', port = '', path = '' }) => {
      const url = new URL(`${protocol}//${hostname}${port === '' ? '' : `:${port}`}${path}`)
      const most = { bytes: mostDescriptionBytes, ms: patience.descriptionMs }
      return receive(url, most, async (chunks) => {
        let text = ''
        const decoder = new TextDecoder()
        for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true })
        return text
      })
    },
    download: async (url, file, { sha512 }) => {
      if (typeof sha512 !== 'string') throw new UpdateProblem('not-genuine', 'A file without a SHA-512')
      const hash = createHash('sha512')
      const most = { bytes: mostFileBytes, ms: patience.fileMs }
      await receive(url, most, (chunks, headers, signal) => {
        const total = Number(headers['content-length'])
        return pipeline(chunks, counting(hash, total, onPercent), createWriteStream(file), { signal })
      })
      if (hash.digest('base64') !== sha512)
        throw new UpdateProblem('not-genuine', 'A file with another SHA-512 than announced')
      return file
    },
  }
}

/** Sends a request, and gives the answer once its head is there. Whoever ends `signal` ends the request. */
function open(url: URL, send: UpdateRequestOptions['send'], signal: AbortSignal): Promise<IncomingMessage> {
  if (url.protocol !== 'https:') throw new UpdateProblem('unexpected', 'An address for updates without TLS')
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const request = send({
      url: url.href,
      redirect: 'manual',
      credentials: 'omit',
      headers: { 'User-Agent': 'Postern', 'Cache-Control': 'no-cache' },
    })
    let redirects = 0
    const giveUp = (error: Error) => {
      reject(error)
      request.abort()
    }
    const stop = () => giveUp(signal.reason as Error)
    signal.addEventListener('abort', stop)
    request.on('close', () => signal.removeEventListener('abort', stop))
    request.on('redirect', (_status, _method, target) => {
      redirects += 1
      if (!target.startsWith('https:')) giveUp(new UpdateProblem('unexpected', 'A redirect to no https'))
      else if (redirects > mostRedirects) giveUp(new UpdateProblem('unreachable', 'Too many redirects'))
      else request.followRedirect()
    })
    request.on('error', reject)
    request.on('response', (response) => {
      if (response.statusCode === 200) resolve(response)
      else giveUp(new UpdateProblem('unreachable', `The server for updates answers ${response.statusCode}`))
    })
    request.end()
  })
}

async function* upTo(mostBytes: number, chunks: AsyncIterable<Buffer>, onChunk: () => void) {
  let bytes = 0
  for await (const chunk of chunks) {
    onChunk()
    bytes += chunk.length
    if (bytes > mostBytes) throw new UpdateProblem('unexpected', `More than ${mostBytes} bytes`)
    yield chunk
  }
}

function counting(hash: ReturnType<typeof createHash>, total: number, onPercent: (percent: number) => void) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0
    let told = 0
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      const percent = total > 0 ? Math.min(100, Math.floor((100 * bytes) / total)) : 0
      if (percent > told) onPercent(percent)
      told = percent
      yield chunk
    }
  }
}
