import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createClientsWorld } from '../clients/clients-world.ts'
import { start } from './clients-desk.ts'

test('an Outlook that sends from the cloud is shown as soon as the programs have been looked at', async () => {
  const world = await createClientsWorld()
  const home = `${world.root} of a Mac`
  await mkdir(path.join(home, 'Applications', 'Microsoft Outlook.app'), { recursive: true })
  const mailPrograms = {
    ...world.services.mailPrograms,
    machine: { platform: 'darwin', env: {}, home },
  } as const
  const { clients, untilLookedAt, until } = await start(
    {},
    { ...world, services: { ...world.services, mailPrograms } },
  )
  await untilLookedAt()
  await until(() => clients().others.length > 0)
  expect(clients()).toMatchObject({ others: ['mac'], profiles: [] })
})
