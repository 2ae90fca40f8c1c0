import { Resolver, lookup } from 'node:dns/promises'
import net from 'node:net'
import type { Family } from '../contract/check.ts'

export type Address = { address: string; family: Family }

export type ResolveResult =
  | { kind: 'found'; addresses: Address[] }
  | { kind: 'no-such-host' }
  /** No answer: DNS itself does not work here, or not now. */
  | { kind: 'dns-failed'; code: string }

export type MxRecord = { exchange: string; priority: number }
export type MxResult = { kind: 'found'; records: MxRecord[] } | { kind: 'none' } | { kind: 'dns-failed' }
export type SrvRecord = { name: string; port: number; priority: number; weight: number }

/** Name resolution as Postern needs it: short limits, no exceptions for names that are not there. */
export type NameResolver = {
  /** Addresses of a host name or literal, IPv6 first as RFC 6724 would mostly order them. */
  addresses(host: string, signal: AbortSignal): Promise<ResolveResult>
  /** MX records by preference (RFC 5321, 5.1). A null MX (RFC 7505) gives exchange ''. */
  mx(domain: string, signal: AbortSignal): Promise<MxResult>
  /** SRV records by priority, null when DNS does not answer; a target of "." ("not here", RFC 2782) gives name ''. */
  srv(name: string, signal: AbortSignal): Promise<SrvRecord[] | null>
  /** TXT records, the strings of each put together (RFC 7208, 3.3); empty when there are none or DNS fails. */
  txt(name: string, signal: AbortSignal): Promise<string[]>
}

/** Each question is asked afresh at these moments; c-ares by itself would wait 5 s before asking again. */
const askAtMs = [0, 350, 900] as const
const lookupLimitMs = 1_800

/** The system's resolver: c-ares with short limits, then getaddrinfo for what only the system knows (hosts file, mDNS). */
export const systemResolver: NameResolver = {
  async addresses(host, signal) {
    const family = net.isIP(host)
    if (family !== 0) return { kind: 'found', addresses: [{ address: host, family: family === 6 ? 6 : 4 }] }
    const [six, four] = await Promise.all([
      ask(signal, (resolver) => resolver.resolve6(host)),
      ask(signal, (resolver) => resolver.resolve4(host)),
    ])
    const addresses: Address[] = [
      ...(six.kind === 'answer' ? six.value.map((address): Address => ({ address, family: 6 })) : []),
      ...(four.kind === 'answer' ? four.value.map((address): Address => ({ address, family: 4 })) : []),
    ]
    if (addresses.length > 0) return { kind: 'found', addresses }
    const unanswered = [six, four].find((result) => result.kind === 'failed')
    if (unanswered?.kind === 'failed') return { kind: 'dns-failed', code: unanswered.code }
    return systemLookup(host, signal)
  },

  async mx(domain, signal) {
    const result = await ask(signal, (resolver) => resolver.resolveMx(domain))
    switch (result.kind) {
      case 'answer':
        return { kind: 'found', records: result.value.sort((a, b) => a.priority - b.priority) }
      case 'none':
        return { kind: 'none' }
      case 'failed':
        return { kind: 'dns-failed' }
    }
  },

  async srv(name, signal) {
    const result = await ask(signal, (resolver) => resolver.resolveSrv(name))
    switch (result.kind) {
      case 'answer':
        return result.value.sort((a, b) => a.priority - b.priority || b.weight - a.weight)
      case 'none':
        return []
      case 'failed':
        return null
    }
  },

  async txt(name, signal) {
    const result = await ask(signal, (resolver) => resolver.resolveTxt(name))
    return result.kind === 'answer' ? result.value.map((strings) => strings.join('')) : []
  },
}

type Answer<Value> = { kind: 'answer'; value: Value } | { kind: 'none' } | { kind: 'failed'; code: string }

/** Asks one question, again while no answer has come, and takes the first. A lost packet costs 350 ms, not the answer. */
async function ask<Value>(
  signal: AbortSignal,
  query: (resolver: Resolver) => Promise<Value>,
): Promise<Answer<Value>> {
  const resolvers: Resolver[] = []
  const timers: NodeJS.Timeout[] = []
  const answer = new Promise<Answer<Value>>((resolve) => {
    const onAbort = () => resolve({ kind: 'failed', code: 'ECANCELLED' })
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    let failures = 0
    const askOnce = () => {
      const resolver = new Resolver({ timeout: lookupLimitMs, tries: 1 })
      resolvers.push(resolver)
      query(resolver).then(
        (value) => resolve({ kind: 'answer', value }),
        (error: unknown) => {
          const code = errorCode(error)
          if (code === 'ENOTFOUND' || code === 'ENODATA') resolve({ kind: 'none' })
          else if (++failures === askAtMs.length) resolve({ kind: 'failed', code })
        },
      )
    }
    for (const at of askAtMs) timers.push(setTimeout(askOnce, at))
    timers.push(setTimeout(() => resolve({ kind: 'failed', code: 'ETIMEOUT' }), lookupLimitMs))
  })
  const result = await answer
  timers.forEach(clearTimeout)
  resolvers.forEach((resolver) => resolver.cancel())
  return result
}

/**
 * getaddrinfo, for names that DNS says do not exist: it is then quick, mostly. It cannot be cancelled, so on an abort its
 * answer is left to itself.
 */
function systemLookup(host: string, signal: AbortSignal): Promise<ResolveResult> {
  return new Promise((resolve) => {
    const onAbort = () => resolve({ kind: 'dns-failed', code: 'ECANCELLED' })
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
    lookup(host, { all: true })
      .then(
        (found) =>
          resolve({
            kind: 'found',
            addresses: found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })),
          }),
        (error: unknown) => {
          const code = errorCode(error)
          resolve(
            code === 'ENOTFOUND' || code === 'ENODATA'
              ? { kind: 'no-such-host' }
              : { kind: 'dns-failed', code },
          )
        },
      )
      .finally(() => signal.removeEventListener('abort', onAbort))
  })
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'
}
