import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createClientsWorld } from '../app/clients/clients-world.ts'
import { start } from './clients-commands.ts'

test('an Outlook that sends from the cloud is told, and is no reason to fail', async () => {
  const world = await createClientsWorld()
  const home = `${world.root} of a Mac`
  await mkdir(path.join(home, 'Applications', 'Microsoft Outlook.app'), { recursive: true })
  const mailPrograms = {
    ...world.services.mailPrograms,
    machine: { platform: 'darwin', env: {}, home },
  } as const
  const services = { ...world.services, mailPrograms }
  const { clients, printed } = await start({}, { ...world, services })
  expect(await clients()).toBe(0)
  expect(printed).toEqual([
    'Outlook for Mac is installed. Its new version syncs accounts with Microsoft’s cloud by default. The cloud then keeps your password and your mail, and mail is sent from there: what this network blocks does not concern it.',
  ])
})
