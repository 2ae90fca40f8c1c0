import { X509Certificate } from 'node:crypto'
import { getEventListeners } from 'node:events'
import type { Socket } from 'node:net'
import { expect, vi } from 'vitest'
import type { Account, PinnedCertificate } from '../../../electron/contract/account.ts'
import { systemClock, type Clock } from '../../../electron/net/clock.ts'
import type { Network } from '../../../electron/net/connect.ts'
import { dial } from '../../../electron/net/dial.ts'
import { createSelfSigned, type IssuedCertificate } from '../../fakes/certificates.ts'

export const host = 'mail.example.jp'
export const address = 'hanako@example.jp'

/** Self-signed, as on a private server, and trusted by the account of `accountFor`. */
export const certificate = await createSelfSigned({ names: [host] })

export type CountedNetwork = Network & {
  /** Sockets dialled so far. */
  dialled: readonly Socket[]
  /** Nothing is left behind: every socket is closed, no timer of the clock runs. */
  expectNothingLeft(signal?: AbortSignal): Promise<void>
}

/** The real network of this computer, where every name is 127.0.0.1, with an account of what was opened. */
export function createCountedNetwork(clock: Clock = systemClock): CountedNetwork {
  const dialled: Socket[] = []
  let waiting = 0
  return {
    dialled,
    dial: async (to, signal) => {
      const result = await dial(to, signal)
      if (result.kind === 'connected') dialled.push(result.socket)
      return result
    },
    resolver: {
      addresses: () =>
        Promise.resolve({ kind: 'found', addresses: [{ address: '127.0.0.1', family: 4 }] } as const),
      mx: () => Promise.resolve({ kind: 'none' }),
      srv: () => Promise.resolve([]),
      txt: () => Promise.resolve([]),
    },
    clock: {
      now: () => clock.now(),
      wait: async (ms, signal) => {
        waiting++
        await clock.wait(ms, signal)
        waiting--
      },
    },
    async expectNothingLeft(signal) {
      await vi.waitFor(() => {
        expect(dialled.filter((socket) => !socket.closed)).toEqual([])
        expect(waiting).toBe(0)
      })
      if (signal !== undefined) expect(getEventListeners(signal, 'abort')).toEqual([])
    },
  }
}

export function pin(pinnedHost: string, { certPem }: IssuedCertificate): PinnedCertificate {
  const { fingerprint256 } = new X509Certificate(certPem)
  return { host: pinnedHost, sha256: fingerprint256, pem: certPem }
}

type Ports = { submission?: number; submissions?: number; imap?: number; imaps?: number }

/** Hanako's account at ports of this computer: STARTTLS unless only the TLS port is given. */
export function accountFor(ports: Ports, changes: Partial<Account> = {}): Account {
  return {
    id: 'hanako',
    address,
    username: 'hanako',
    submission:
      ports.submission === undefined
        ? { host, port: ports.submissions ?? 465, security: 'tls' }
        : { host, port: ports.submission, security: 'starttls' },
    incoming:
      ports.imap === undefined
        ? { protocol: 'imap', host, port: ports.imaps ?? 993, security: 'tls' }
        : { protocol: 'imap', host, port: ports.imap, security: 'starttls' },
    pinned: [pin(host, certificate)],
    startTlsSeen: false,
    ...changes,
  }
}

export const text = { subject: 'Postern のテストメール', body: 'こんにちは。届きました。\n' }

/** A signal that nobody aborts. */
export const untilDone = (): AbortSignal => new AbortController().signal

/** A clock on which waiting takes a twentieth of its time. */
export const hurriedClock: Clock = {
  now: () => systemClock.now(),
  wait: (ms, signal) => systemClock.wait(ms / 20, signal),
}

/** A clock that stands still until it is told to move. */
export function createManualClock(): Clock & { advance(ms: number): void } {
  let now = 0
  const waiting = new Set<{ at: number; done: () => void }>()
  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const entry = {
          at: now + ms,
          done: () => {
            waiting.delete(entry)
            signal?.removeEventListener('abort', entry.done)
            resolve()
          },
        }
        if (signal?.aborted === true) {
          resolve()
          return
        }
        waiting.add(entry)
        signal?.addEventListener('abort', entry.done)
      }),
    advance(ms) {
      now += ms
      for (const entry of [...waiting]) if (entry.at <= now) entry.done()
    },
  }
}

/** Nothing in `value` tells the password, in plain or in base64 as SASL sends it. */
export function expectNoPassword(value: unknown, password: string, username = 'hanako'): void {
  const told = JSON.stringify(value)
  const base64 = (secret: string) => Buffer.from(secret).toString('base64')
  expect(told).not.toContain(JSON.stringify(password).slice(1, -1))
  expect(told).not.toContain(base64(password).replace(/=+$/, ''))
  expect(told).not.toContain(base64(`\0${username}\0${password}`).replace(/=+$/, ''))
}
