import { isDeepStrictEqual } from 'node:util'
import type { Account } from '../../contract/account.ts'
import type { ClientProfile, OutgoingServer } from '../../contract/clients.ts'
import type { ClientProfileState, Repair, RepairView } from '../../contract/repair.ts'
import type { Sentence } from '../../contract/sentence.ts'
import { shownValue } from '../../text/client-words.ts'
import type { ClientEvidence } from '../clients/evidence.ts'
import { reportOf } from '../clients/evidence.ts'
import { describeClient, hostsToTest, isInNeed, planFor, stepsFor } from '../clients/plan.ts'
import type { Plan, ReadClient } from '../clients/program.ts'

/** An outgoing server: the folder of the profile, and the program's name for the server. */
export type ServerId = { profile: string; server: string }
export const keyOf = ({ profile, server }: ServerId) => JSON.stringify([profile, server])

/** What is being done about a server, or was. Everything else about its repair follows from what is known. */
export type Work =
  | { kind: 'testing'; since: string }
  | { kind: 'waiting'; since: string; plan: Plan }
  | { kind: 'writing'; plan: Plan }
  | { kind: 'repaired'; change: number; plan: Plan }
  | { kind: 'failed'; failure: Sentence }

export type ClientsModel = {
  clients: readonly ReadClient[]
  evidence: ClientEvidence
  accounts: readonly Account[]
  works: ReadonlyMap<string, Work>
  /** The plans that are carried out by hand: their steps stay while the settings come nearer to them. */
  byHand: Map<string, Plan>
  /** Changes that are not undone. */
  standing: ReadonlySet<number>
}

/** The profiles as the window shows them. */
export function profileStates(model: ClientsModel): ClientProfileState[] {
  return model.clients.map((client) => {
    const profile = describeClient(client, model.evidence)
    return {
      ...profile,
      running: client.use === 'unknown' ? null : client.use === 'running',
      outgoing: profile.outgoing.map((server) => {
        const repair = repairOf(client, profile, server, model)
        return { ...server, repair, byHand: handSteps(client, server, repair, model) }
      }),
    }
  })
}

/** The servers in need that have not been tried from here yet, or all in need; with the hosts to try. */
export function serversToTest(
  { clients, evidence, accounts, works }: ClientsModel,
  again: boolean,
): { key: string; hosts: string[] }[] {
  return clients.flatMap((client) => {
    const profile = describeClient(client, evidence)
    return profile.outgoing
      .filter((server) => isInNeed(server, profile))
      .map((server) => ({
        key: keyOf({ profile: profile.folder, server: server.key }),
        hosts: hostsToTest(server, profile, accounts),
      }))
      .filter(({ key, hosts }) => {
        const work = works.get(key)?.kind
        const isBusy = work === 'waiting' || work === 'writing'
        return !isBusy && hosts.some((host) => again || reportOf(host, evidence.tested) === null)
      })
  })
}

function viewOf({ now, after, changes }: Plan): RepairView {
  return {
    now,
    after,
    changes: changes.map((change) => ({
      name: change.name,
      before: shownValue(change.before),
      after: shownValue(change.after),
    })),
  }
}

function repairOf(
  client: ReadClient,
  profile: ClientProfile,
  server: ClientProfile['outgoing'][number],
  { evidence, accounts, works, standing }: ClientsModel,
): Repair {
  const work = works.get(keyOf({ profile: profile.folder, server: server.key }))
  const plan = () => planFor(client, server.key, evidence, accounts)
  switch (work?.kind) {
    case 'testing':
      return work
    case 'waiting':
      return { kind: 'waiting', since: work.since, view: viewOf(work.plan) }
    case 'writing':
      return { kind: 'writing', view: viewOf(work.plan) }
    case 'failed': {
      const planned = plan()
      return { kind: 'failed', failure: work.failure, view: planned.ok ? viewOf(planned.value) : null }
    }
    case 'repaired':
      if (standing.has(work.change) && isDeepStrictEqual(server.settings, work.plan.after))
        return { kind: 'repaired', change: work.change, view: viewOf(work.plan) }
      break
    case undefined:
  }
  if (!isInNeed(server, profile)) return { kind: 'none' }
  const hosts = hostsToTest(server, profile, accounts)
  const isTested = hosts.some((host) => reportOf(host, evidence.tested) !== null)
  const isOffline = evidence.outbound25?.verdict === 'offline'
  if (hosts.length > 0 && !isTested && !isOffline) return { kind: 'none' }
  const planned = plan()
  return planned.ok
    ? { kind: 'offered', view: viewOf(planned.value) }
    : { kind: 'no-plan', reason: planned.error }
}

function handSteps(
  client: ReadClient,
  server: OutgoingServer,
  repair: Repair,
  { evidence, accounts, byHand }: ClientsModel,
): ClientProfileState['outgoing'][number]['byHand'] {
  const key = keyOf({ profile: client.profile.folder, server: server.key })
  const known = byHand.get(key)
  const isOnTheWay = known !== undefined && isBetween(server.settings, known)
  if (repair.kind === 'repaired' || !isOnTheWay) byHand.delete(key)
  if (repair.kind === 'repaired') return []
  if (isOnTheWay) return stepsFor(client, known)
  if (repair.kind !== 'offered' && repair.kind !== 'failed') return []
  const planned = planFor(client, server.key, evidence, accounts)
  if (!planned.ok) return []
  byHand.set(key, planned.value)
  return stepsFor(client, planned.value)
}

/** Each setting is still what it was, or already what it shall be. */
function isBetween(settings: OutgoingServer['settings'], { now, after }: Plan): boolean {
  return (['host', 'port', 'security', 'signIn', 'username'] as const).every(
    (field) => settings[field] === now[field] || settings[field] === after[field],
  )
}
