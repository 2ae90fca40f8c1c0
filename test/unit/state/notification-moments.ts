import { noMemory, NotificationMemory } from '../../../electron/contract/notification.ts'
import { type AccountMoment, type Moment, notificationFor } from '../../../electron/state/notification.ts'

/** Moments that a notification is asked for, and lives made of them. */

export const minute = 60_000
export const hour = 60 * minute
export const start = Date.parse('2026-11-24T00:00:00.000Z')

const hanako: AccountMoment = {
  id: 'hanako',
  address: 'hanako@tanaka.example',
  paused: false,
  sends: true,
  port: 587,
  port25: 'open',
  stripped587: false,
  clientOn25: null,
}
const office = { ...hanako, id: 'office', address: 'office@sakura.example' }

export type Place = Partial<Omit<Moment, 'accounts'>> & { accounts: readonly AccountMoment[] }

/** A place as it is for these accounts, each with its own changes. */
export function place(networkId: string | null, ...accounts: readonly Partial<AccountMoment>[]): Place {
  const people = [hanako, office]
  return {
    networkId,
    accounts: (accounts.length === 0 ? [{}] : accounts).map((changes, at) => ({
      ...(people[at] ?? hanako),
      ...changes,
    })),
  }
}

export const stuck = { sends: false, port: null, port25: 'closed' } as const
export const unknown = { sends: null, port: null, port25: null } as const
export const thunderbird = { clientOn25: 'Thunderbird' } as const

export const home = place('home')
export const cafe = place('cafe', stuck)
export const hotel = place('hotel', { port25: 'proxy', port: 465 })
export const vpn = place('vpn')
export const offline = place(null, unknown)

export type Step = { after: number; at: Place; says: string | null }
export const step = (after: number, at: Place, says: string | null = null): Step => ({ after, at, says })

export const again = 'notify.again'
export const cannot = 'notify.cannot-send'
export const proxy = 'notify.proxy'
export const blocked = 'notify.blocked'

/** Lives through the steps; every time, the memory goes through its file. */
export function live(steps: readonly Step[], from = start) {
  let memory = noMemory
  let now = from
  return steps.map(({ after, at }) => {
    now += after
    const moment: Moment = {
      now,
      networkId: null,
      certainty: 'confirmed',
      presenting: false,
      quiet: false,
      sinceLoginMs: hour,
      ...at,
    }
    const next = notificationFor(memory, moment)
    memory = NotificationMemory.parse(JSON.parse(JSON.stringify(next.memory)))
    return next.show
  })
}
