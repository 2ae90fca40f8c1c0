import { appendFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createFingerprint, readClients } from '../../../../electron/app/clients/read-clients.ts'
import { createSteeredClock } from '../../../fakes/steered-clock.ts'
import { recordedRegistry, someHives } from '../../clients/outlook/some-outlook.ts'
import { createClientsWorld } from './clients-world.ts'

/** Hanako's Thunderbird, and Outlooks as they were recorded; with how often the registry was read. */
async function createWorld() {
  const world = await createClientsWorld()
  const clock = createSteeredClock()
  const { mailPrograms } = world.services
  const reads: string[] = []
  const put = (hives: string) => {
    const recorded = recordedRegistry(hives)
    mailPrograms.registry = {
      ...recorded,
      read: (key) => {
        reads.push(key)
        return recorded.read(key)
      },
    }
  }
  put(someHives)
  const services = { mailPrograms, network: { ...world.services.network, clock } }
  return { ...world, services, mailPrograms, clock, reads, put }
}

test('the profiles of all programs are read, and Outlook is asked once whether it runs', async () => {
  const { services, mailPrograms } = await createWorld()
  let asked = 0
  mailPrograms.outlookUse = () => {
    asked += 1
    return Promise.resolve('running')
  }
  const { clients, problems } = await readClients(services)
  expect(clients.map(({ profile, use }) => [profile.client, profile.name, profile.isDefault, use])).toEqual([
    ['thunderbird', 'default-release', expect.any(Boolean), 'closed'],
    ['outlook', '見込み客 [本社]', true, 'running'],
    ['outlook', 'Outlook', false, 'running'],
    ['outlook', 'Outlook', false, 'running'],
  ])
  expect([problems, asked]).toEqual([[], 1])
})

test('files are looked at each time, the registry every ten seconds', async () => {
  const { services, mailPrograms, clock, reads, put, prefsFile } = await createWorld()
  const fingerprint = createFingerprint(services)
  const first = await fingerprint()
  const once = reads.length
  await appendFile(prefsFile, '// more\n')
  const second = await fingerprint()
  expect(second).not.toBe(first)
  put(someHives.replace('"SMTP Port"=dword:000001d1', '"SMTP Port"=dword:0000024b'))
  await clock.advance(9_999)
  expect(await fingerprint()).toBe(second)
  expect(reads).toHaveLength(once)
  await clock.advance(1)
  const third = await fingerprint()
  expect(third).not.toBe(second)
  mailPrograms.outlookUse = () => Promise.resolve('running')
  await clock.advance(10_000)
  expect(await fingerprint()).not.toBe(third)
})
