import { getEventListeners } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createResolver } from '../../../electron/net/resolve.ts'
import { createDnsServer, type DnsAnswer } from '../../fakes/dns-server.ts'

const four = { address: '203.0.113.25', family: 4 }
const six = { address: '2001:db8::25', family: 6 }

async function resolverWith(answer: DnsAnswer) {
  const server = await createDnsServer(answer)
  onTestFinished(() => server.close())
  return createResolver([server.address])
}

async function addressesWith(answer: DnsAnswer) {
  const resolver = await resolverWith(answer)
  const started = performance.now()
  const result = await resolver.addresses('mail.example.jp', AbortSignal.timeout(5_000))
  return { result, ms: performance.now() - started }
}

describe('the addresses of a name', () => {
  test('both families, IPv6 first', async () => {
    const { result } = await addressesWith(({ type }) => [type === 'A' ? four.address : six.address])
    expect(result).toEqual({ kind: 'found', addresses: [six, four] })
  })

  test.each([
    ['AAAA', four],
    ['A', six],
  ])('%s questions that nobody answers hold nothing up', async (mute, found) => {
    const { result, ms } = await addressesWith(({ type }) => (type === mute ? null : [found.address]))
    expect(result).toEqual({ kind: 'found', addresses: [found] })
    // Without an answer a question is given up after 1.8 s.
    expect(ms).toBeLessThan(1_200)
  })

  test('a family whose first question is lost is not missed', async () => {
    const { result } = await addressesWith(({ type, asked }) => {
      if (type === 'A') return [four.address]
      return asked === 1 ? null : [six.address]
    })
    expect(result).toEqual({ kind: 'found', addresses: [six, four] })
  })

  test('a family without addresses hurries nobody: the other is waited for', async () => {
    const { result } = await addressesWith(({ type, asked }) => {
      if (type === 'AAAA') return []
      return asked < 3 ? null : [four.address]
    })
    expect(result).toEqual({ kind: 'found', addresses: [four] })
  })
})

test('no listener stays on the signal', async () => {
  const resolver = await resolverWith(() => [])
  const { signal } = new AbortController()
  await Promise.all([
    resolver.mx('example.jp', signal),
    resolver.srv('_submission._tcp.example.jp', signal),
    resolver.txt('example.jp', signal),
  ])
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('an abort ends a look-up at once', async () => {
  const over = new AbortController()
  const resolver = await resolverWith(() => {
    over.abort()
    return null
  })
  const started = performance.now()
  expect(await resolver.addresses('mail.example.jp', over.signal)).toEqual({
    kind: 'dns-failed',
    code: 'ECANCELLED',
  })
  expect(performance.now() - started).toBeLessThan(1_200)
})
