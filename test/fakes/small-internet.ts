import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import tls from 'node:tls'
import { expect, vi } from 'vitest'
import { systemClock } from '../../electron/net/clock.ts'
import type { Network } from '../../electron/net/connect.ts'
import { dial } from '../../electron/net/dial.ts'
import type { Address, MxResult, SrvRecord } from '../../electron/net/resolve.ts'
import { createCertificateAuthority, type IssuedCertificate } from './certificates.ts'
import { listen, type Listening } from './listening.ts'

/** An authority that this process trusts beside the usual ones, from before the first look at them. */
const authority = await createCertificateAuthority('A small internet')
tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority.certPem])

export type Answer =
  | string
  | { status: number; headers?: Record<string, string>; body?: string }
  | ((request: http.IncomingMessage, response: http.ServerResponse) => void)

export type SmallInternetOptions = {
  /** Names and their addresses; every name that is not here does not exist. */
  hosts?: Record<string, string>
  mx?: Record<string, MxResult>
  srv?: Record<string, { name: string; port: number }>
  txt?: Record<string, string[]>
  /** What web servers answer, by URL without the query; names in it need no entry in `hosts`. */
  web?: Record<string, Answer>
  /** Where "host:port" really is: a port of 127.0.0.1, or nowhere. Everything else is refused. */
  ports?: Record<string, number | 'silent'>
  dnsFails?: boolean
}

export type SmallInternet = Network & {
  /** URLs that have been asked for, with their query. */
  asked: readonly string[]
  /** "host:port" of every connection that was tried, by name where one is known. */
  dialled: readonly string[]
  expectNothingLeft(): Promise<void>
  close(): Promise<void>
}

/** Where the web servers are. */
export const webAddress = '203.0.113.80'

/** A small internet on 127.0.0.1: DNS by table, and web servers for any name, with certificates of `authority`. */
export async function createSmallInternet(options: SmallInternetOptions): Promise<SmallInternet> {
  const { mx = {}, srv = {}, txt = {}, web = {}, ports = {}, dnsFails = false } = options
  const asked: string[] = []
  const dialled: string[] = []
  const sockets = new Set<Socket>()
  let waiting = 0
  const webHosts = Object.keys(web).map((url) => new URL(url).hostname)
  const hosts: Record<string, string> = {
    ...Object.fromEntries(webHosts.map((host) => [host, webAddress])),
    ...options.hosts,
  }
  const certificate = await certificateFor([...new Set(['web.example', ...webHosts])])
  const serve =
    (scheme: 'http' | 'https') => (request: http.IncomingMessage, response: http.ServerResponse) => {
      const url = `${scheme}://${request.headers.host ?? ''}${request.url ?? ''}`
      asked.push(url)
      reply(web[url.replace(/\?.*/, '')] ?? { status: 404 }, request, response)
    }
  const tlsServer = https.createServer({ key: certificate.keyPem, cert: certificate.certPem }, serve('https'))
  const servers: Listening[] = await Promise.all([
    listen(tlsServer),
    listen(http.createServer(serve('http'))),
  ])
  const webPorts: Record<number, number | undefined> = { 443: servers[0]?.port, 80: servers[1]?.port }

  return {
    asked,
    dialled,
    clock: {
      now: () => systemClock.now(),
      wait: async (ms, signal) => {
        waiting++
        await systemClock.wait(ms, signal)
        waiting--
      },
    },
    dial: async ({ address, port }, signal) => {
      const names = Object.keys(hosts).filter((name) => hosts[name] === address)
      const known = [...names, address].map((name) => `${name}:${port}`)
      dialled.push(...(names.length > 0 ? names.map((name) => `${name}:${port}`) : known))
      const mapped =
        known.map((key) => ports[key]).find((one) => one !== undefined) ??
        (address === webAddress ? webPorts[port] : undefined)
      if (mapped === 'silent') {
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve()
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
        return { kind: 'aborted', ms: 0 }
      }
      if (mapped === undefined) return { kind: 'refused', code: 'ECONNREFUSED', ms: 0 }
      const result = await dial({ address: '127.0.0.1', family: 4, port: mapped }, signal)
      if (result.kind === 'connected') sockets.add(result.socket)
      return result
    },
    resolver: {
      addresses: async (host) => {
        if (dnsFails) return { kind: 'dns-failed', code: 'ETIMEOUT' }
        const literal = /^[\d.]+$|:/.test(host) ? host : undefined
        const address = literal ?? hosts[host]
        const found: Address[] =
          address === undefined ? [] : [{ address, family: address.includes(':') ? 6 : 4 }]
        return Promise.resolve(
          found.length > 0 ? { kind: 'found', addresses: found } : { kind: 'no-such-host' },
        )
      },
      mx: (domain) => Promise.resolve(dnsFails ? { kind: 'dns-failed' } : (mx[domain] ?? { kind: 'none' })),
      srv: (name) => {
        const record = srv[name]
        const records: SrvRecord[] = record === undefined ? [] : [{ ...record, priority: 0, weight: 0 }]
        return Promise.resolve(dnsFails ? null : records)
      },
      txt: (name) => Promise.resolve(txt[name] ?? []),
    },
    async expectNothingLeft() {
      await vi.waitFor(() => {
        expect([...sockets].filter((socket) => !socket.closed).length).toBe(0)
        expect(waiting).toBe(0)
      })
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}

const certificates = new Map<string, Promise<IssuedCertificate>>()

/** Issued once for the same names: keys take a moment. */
export function certificateFor(names: readonly string[]): Promise<IssuedCertificate> {
  const key = names.join()
  const [first = 'web.example', ...others] = names
  const issued = certificates.get(key) ?? authority.issue({ names: [first, ...others] })
  certificates.set(key, issued)
  return issued
}

function reply(answer: Answer, request: http.IncomingMessage, response: http.ServerResponse): void {
  if (typeof answer === 'function') answer(request, response)
  else if (typeof answer === 'string') response.writeHead(200, { 'content-type': 'text/xml' }).end(answer)
  else response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
}
