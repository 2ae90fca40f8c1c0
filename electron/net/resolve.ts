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

/**
 * Each question is asked afresh at these moments; c-ares by itself would wait 5 s before asking again. The second comes
 * before `otherFamilyMs` is over: a lost packet must not cost a family.
 */
const askAtMs = [0, 250, 900] as const
const lookupLimitMs = 1_800
/**
 * How long one family is waited for once the other has answered. RFC 8305 (3) says 50 ms, but there the family does not
 * matter; here each has a verdict of its own.
 */
const otherFamilyMs = 300

/**
 * A resolver: c-ares with short limits, then getaddrinfo for what only the system knows (hosts file, mDNS). It asks
 * `servers` ("address:port"), or those of the system.
 */
export function createResolver(servers?: readonly string[]): NameResolver {
  const ask = <Value>(signal: AbortSignal, query: Query<Value>) => askServers(servers, signal, query)
  return {
    async addresses(host, signal) {
      const family = net.isIP(host)
      if (family !== 0) return { kind: 'found', addresses: [{ address: host, family: family === 6 ? 6 : 4 }] }
      const [six, four] = await askBoth(
        signal,
        (until) => ask(until, (resolver) => resolver.resolve6(host)),
        (until) => ask(until, (resolver) => resolver.resolve4(host)),
      )
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
}

type Answer<Value> = { kind: 'answer'; value: Value } | { kind: 'none' } | { kind: 'failed'; code: string }

type Query<Value> = (resolver: Resolver) => Promise<Value>

/** Asks for both families; once one has answered, the other has only a moment left. */
async function askBoth<Six, Four>(
  signal: AbortSignal,
  askSix: (until: AbortSignal) => Promise<Answer<Six>>,
  askFour: (until: AbortSignal) => Promise<Answer<Four>>,
): Promise<[Answer<Six>, Answer<Four>]> {
  const enough = new AbortController()
  const until = AbortSignal.any([signal, enough.signal])
  let timer: NodeJS.Timeout | undefined
  const hurry = <Value>(answer: Answer<Value>) => {
    if (answer.kind === 'answer') timer ??= setTimeout(() => enough.abort(), otherFamilyMs)
    return answer
  }
  const answers = await Promise.all([askSix(until).then(hurry), askFour(until).then(hurry)])
  clearTimeout(timer)
  return answers
}

/** Asks one question, again while no answer has come, and takes the first. A lost packet costs 250 ms, not the answer. */
async function askServers<Value>(
  servers: readonly string[] | undefined,
  signal: AbortSignal,
  query: Query<Value>,
): Promise<Answer<Value>> {
  if (signal.aborted) return { kind: 'failed', code: 'ECANCELLED' }
  const resolvers: Resolver[] = []
  const timers: NodeJS.Timeout[] = []
  const done = new AbortController()
  const answer = new Promise<Answer<Value>>((resolve) => {
    const onAbort = () => resolve({ kind: 'failed', code: 'ECANCELLED' })
    signal.addEventListener('abort', onAbort, { signal: done.signal })
    let failures = 0
    const askOnce = () => {
      const resolver = new Resolver({ timeout: lookupLimitMs, tries: 1 })
      if (servers !== undefined) resolver.setServers(servers)
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
  done.abort()
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
