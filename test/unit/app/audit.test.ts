import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditServer } from '../../../electron/app/audit.ts'
import type { ResolveResult, SrvRecord } from '../../../electron/net/resolve.ts'
import { type Listening, listen } from '../../fakes/listening.ts'
import { sampleReport } from '../advice/sample-report.ts'
import { address, createCountedNetwork } from '../delivery/harness.ts'

const { server } = sampleReport()
const now = new Date()
let silent: Listening

beforeAll(async () => {
  silent = await listen(net.createServer())
})
afterAll(() => silent.close())

/** The server accepts connections and says nothing; DNS knows it, and answers nothing else until it is given up. */
function silentNetwork() {
  const network = createCountedNetwork()
  const { dial, resolver } = network
  const givenUp = <Result>(signal: AbortSignal, result: Result) =>
    new Promise<Result>((resolve) => {
      if (signal.aborted) resolve(result)
      signal.addEventListener('abort', () => resolve(result), { once: true })
    })
  network.dial = (to, signal) => dial({ ...to, port: silent.port }, signal)
  network.resolver = {
    ...resolver,
    addresses: (host, signal) =>
      host === server?.host
        ? resolver.addresses(host, signal)
        : givenUp<ResolveResult>(signal, { kind: 'dns-failed', code: 'ECANCELLED' }),
    srv: (_name, signal) => givenUp<SrvRecord[] | null>(signal, null),
  }
  return network
}

test('where nothing answers it ends after 10 s, has found out nothing, and leaves nothing open', async () => {
  if (server === null) throw new Error('no server')
  const network = silentNetwork()
  const begun = performance.now()
  const audit = await auditServer(server, address, now, network, new AbortController().signal)
  expect(performance.now() - begun).toBeLessThan(11_000)
  expect(audit).toEqual({ unauthenticated: 'not-tested', findings: [] })
  expect(network.dialled).toHaveLength(3)
  await network.expectNothingLeft()
})

test('interrupted, it ends at once and leaves nothing open', async () => {
  if (server === null) throw new Error('no server')
  const network = silentNetwork()
  const interrupt = new AbortController()
  const begun = performance.now()
  const auditing = auditServer(server, address, now, network, interrupt.signal)
  await expect.poll(() => silent.sockets.size).toBe(3)
  interrupt.abort()
  expect(await auditing).toEqual({ unauthenticated: 'not-tested', findings: [] })
  expect(performance.now() - begun).toBeLessThan(2_000)
  await network.expectNothingLeft(interrupt.signal)
})

test('where STARTTLS is stripped, nobody is asked in the server’s place', async () => {
  const { server: stripped } = sampleReport({
    submission: { verdict: 'stripped', security: null, ports: { '587': 'stripped', '465': 'blocked' } },
  })
  if (stripped === null) throw new Error('no server')
  const network = silentNetwork()
  network.resolver = {
    ...createCountedNetwork().resolver,
    addresses: () => Promise.resolve({ kind: 'no-such-host' }),
  }
  const { unauthenticated, findings } = await auditServer(
    stripped,
    address,
    now,
    network,
    new AbortController().signal,
  )
  expect(unauthenticated).toBe('not-tested')
  expect(findings.map(({ kind }) => kind)).toEqual(['announcement-missing', 'announcement-missing'])
  expect(network.dialled).toEqual([])
})
