import { rm } from 'node:fs/promises'
import { outlookUse } from '../../../../electron/clients/outlook/running.ts'
import type { WineScene } from '../../clients/outlook/on-wine.ts'
import { type ClientsWorldOptions, createClientsWorld } from './clients-world.ts'

/** As tasklist.exe prints them. */
const others =
  '"System Idle Process","0","Services","0","8 K"\r\n"olk.exe","4242","Console","1","90,000 K"\r\n'
const withOutlook = `${others}"OUTLOOK.EXE","4711","Console","1","180,000 K"\r\n`

/** A computer whose one mail program is classic Outlook, with hives of Wine's as its registry. */
export async function createOutlookWorld(scene: WineScene, options: ClientsWorldOptions = {}) {
  const world = await createClientsWorld(options)
  await rm(world.root, { recursive: true })
  let processes = others
  const { folder: changesFolder, registry } = scene.options
  Object.assign(world.services.mailPrograms, {
    changesFolder,
    registry,
    outlookUse: () => outlookUse(() => Promise.resolve(processes)),
  })
  return {
    ...world,
    startOutlook: () => {
      processes = withOutlook
      return () => {
        processes = others
      }
    },
  }
}
