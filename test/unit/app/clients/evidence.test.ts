import { expect, test } from 'vitest'
import { type Addresses, lookUpAddresses } from '../../../../electron/app/clients/evidence.ts'
import { createSteeredClock } from '../../../fakes/steered-clock.ts'
import { createClientsWorld, mailName } from './clients-world.ts'

test('what a name means here is asked once, and what is no name not at all', async () => {
  const { services } = await createClientsWorld()
  const asked: string[] = []
  const { resolver } = services.network
  const network = {
    ...services.network,
    resolver: {
      ...resolver,
      addresses: (host: string, signal: AbortSignal) => {
        asked.push(host)
        return resolver.addresses(host, signal)
      },
    },
  }
  const addresses: Addresses = new Map()
  const { signal } = new AbortController()
  const hosts = [mailName.toUpperCase(), mailName, 'no.such.example', '', 'a b', 'http://x']
  await lookUpAddresses(hosts, addresses, { network }, signal)
  await lookUpAddresses(hosts, addresses, { network }, signal)
  expect(asked).toEqual([mailName, 'no.such.example'])
  expect([...addresses]).toEqual([
    [mailName, ['203.0.113.25']],
    ['no.such.example', []],
  ])
})

test('DNS that does not answer is not waited for', async () => {
  const { services } = await createClientsWorld()
  const clock = createSteeredClock()
  const { resolver } = services.network
  const network = {
    ...services.network,
    clock,
    resolver: { ...resolver, addresses: () => new Promise<never>(() => undefined) },
  }
  const addresses: Addresses = new Map()
  const looked = lookUpAddresses([mailName], addresses, { network }, new AbortController().signal)
  await clock.advance(2_000)
  await looked
  expect(addresses.get(mailName)).toEqual([])
  expect(clock.waiting()).toBe(0)
})
