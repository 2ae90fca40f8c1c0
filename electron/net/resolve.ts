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
export type SrvRecord = { name: string; port: number; priority: number; weight: number }

/** Name resolution as Postern needs it: short limits, no exceptions for names that are not there. */
export type NameResolver = {
  /** Addresses of a host name or literal, IPv6 first as RFC 6724 would mostly order them. */
  addresses(host: string, signal: AbortSignal): Promise<ResolveResult>
  /** MX records by preference; empty when there are none (RFC 5321, 5.1) or DNS fails. A null MX (RFC 7505) gives exchange ''. */
  mx(domain: string, signal: AbortSignal): Promise<MxRecord[]>
  /** SRV records by priority; a target of "." ("not here", RFC 2782) gives name ''. */
  srv(name: string, signal: AbortSignal): Promise<SrvRecord[]>
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
    return systemLookup(host)
  },

  async mx(domain, signal) {
    const result = await ask(signal, (resolver) => resolver.resolveMx(domain))
    return result.kind === 'answer' ? result.value.sort((a, b) => a.priority - b.priority) : []
  },

  async srv(name, signal) {
    const result = await ask(signal, (resolver) => resolver.resolveSrv(name))
    return result.kind === 'answer'
      ? result.value.sort((a, b) => a.priority - b.priority || b.weight - a.weight)
      : []
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

/** getaddrinfo cannot be cancelled; it runs only for names that DNS says do not exist, and is then quick. */
async function systemLookup(host: string): Promise<ResolveResult> {
  try {
    const found = await lookup(host, { all: true })
    return {
      kind: 'found',
      addresses: found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })),
    }
  } catch (error) {
    const code = errorCode(error)
    return code === 'ENOTFOUND' || code === 'ENODATA'
      ? { kind: 'no-such-host' }
      : { kind: 'dns-failed', code }
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'
}
