import { expect, onTestFinished } from 'vitest'
import type { ServerId } from '../../../../electron/app/desk/clients-model.ts'
import { createDesk } from '../../../../electron/app/desk/desk.ts'
import { AppState } from '../../../../electron/contract/state.ts'
import { type ClientsWorld, type ClientsWorldOptions, createClientsWorld } from '../clients/clients-world.ts'
import { quietDesktop } from '../../../fakes/quiet-desktop.ts'

/**
 * The desk over mail programs' settings, real servers and a network that refuses port 25. `shown`: the outgoing server
 * that is looked at, else Hanako's in Thunderbird.
 */
export async function start(options: ClientsWorldOptions = {}, before?: ClientsWorld, shown?: ServerId) {
  const world = before ?? (await createClientsWorld(options))
  const quit = new AbortController()
  const bugs: unknown[] = []
  const desk = await createDesk({
    services: world.services,
    desktop: quietDesktop(),
    quit: quit.signal,
    onBug: (error) => bugs.push(error),
    onWindowError: () => undefined,
  })
  const seen: AppState[] = []
  desk.store.onChange((state) => seen.push(AppState.parse(state)))
  const running = desk.run()
  const stop = async () => {
    quit.abort()
    await running
  }
  onTestFinished(async () => {
    await stop()
    expect(bugs).toEqual([])
  })
  const clients = () => desk.store.current().clients
  const { profile } = world
  const id = shown ?? { profile, server: 'smtp1' }
  const server = () =>
    clients()
      .profiles.find(({ folder }) => folder === id.profile)
      ?.outgoing.find(({ key }) => key === id.server)
  const repair = () => server()?.repair
  /** Waits until the mail programs are so. */
  const until = async (condition: () => unknown) => {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`it does not come: ${JSON.stringify(clients())}`)),
        30_000,
      )
      const look = () => {
        if (!condition()) return
        clearTimeout(late)
        end()
        resolve()
      }
      const end = desk.store.onChange(look)
      look()
    })
  }
  return {
    ...world,
    ...desk,
    call: desk.handlers,
    stop,
    seen,
    clients,
    server,
    repair,
    until,
    id,
    untilLookedAt: () => until(() => clients().lookedAt !== null),
    untilOffered: () => until(() => repair()?.kind === 'offered'),
  }
}
