import type { SubmissionPort } from '../contract/check.ts'
import {
  type AccountMemory,
  type MailNews,
  mailNews,
  type Notification,
  type NotificationMemory,
  type Port25,
} from '../contract/notification.ts'

export type AccountMoment = {
  id: string
  address: string
  paused: boolean
  /** Whether this network lets its mail out; null: not known, or the reason is not the network. */
  sends: boolean | null
  /** The way that Postern sends. */
  port: SubmissionPort | null
  port25: Port25
  /** The network removes the encryption on port 587. */
  stripped587: boolean
  /** The mail program that still sends this account's mail through port 25. */
  clientOn25: string | null
}

/** All that decides whether something is worth a word now. */
export type Moment = {
  /** Wall clock, milliseconds since 1970. */
  now: number
  /** Null: it cannot be told from others. All such networks count as one. */
  networkId: string | null
  /** `remembered`: from an earlier visit, until a fresh check is over. */
  certainty: 'confirmed' | 'suspected' | 'remembered'
  accounts: readonly AccountMoment[]
  /** The screen is not the person's alone: a talk, a full-screen program. */
  presenting: boolean
  quiet: boolean
  sinceLoginMs: number
}

const dayMs = 86_400_000
const afterLoginMs = 60_000
const mostADay = 3
/** More networks than a person comes to. */
const mostTold = 500

/**
 * Whether to say something now, and what to remember. It speaks when a change of network changes something for this
 * person's mail: once per network and verdict, three times in 24 hours at most, and not while it would disturb. To be
 * asked at every change and once a minute: what came while it would have disturbed is said later, if it is still so.
 */
export function notificationFor(
  memory: NotificationMemory,
  moment: Moment,
): { show: Notification | null; memory: NotificationMemory } {
  const { networkId, now } = moment
  const disturbs = moment.presenting || moment.sinceLoginMs < afterLoginMs
  if (moment.certainty !== 'confirmed' || disturbs) return { show: null, memory }

  const watched = moment.accounts.filter(({ paused }) => !paused)
  const before = new Map(memory.accounts.map((account) => [account.id, account]))
  const after = watched.map((account) => ({ account, memory: memoryOf(account, networkId) }))
  const next: NotificationMemory = {
    ...memory,
    accounts: after.flatMap(({ account, memory: its }) => its ?? before.get(account.id) ?? []),
  }
  const news = after.flatMap(({ account, memory: its }) => {
    const kind = its === null ? null : newsBetween(before.get(account.id), its)
    return kind === null || isTold(memory, networkId, kind) ? [] : { kind, account }
  })
  const worst = mailNews.find((kind) => news.some((one) => one.kind === kind))
  if (worst === undefined || moment.quiet || shownToday(memory, now) >= mostADay)
    return { show: null, memory: next }

  const concerned = news.filter(({ kind }) => kind === worst).map(({ account }) => account)
  return {
    show: wordsFor(worst, concerned, watched),
    memory: {
      ...next,
      told: [...memory.told, { networkId, news: worst }].slice(-mostTold),
      shownAt: [...memory.shownAt, now].slice(-mostADay),
    },
  }
}

/** Null where nothing certain is known, so that what was known before stays. */
function memoryOf(account: AccountMoment, networkId: string | null): AccountMemory | null {
  const { id, sends, port25, clientOn25 } = account
  if (sends === null || (sends && clientOn25 !== null && port25 === null)) return null
  return { id, networkId, port25, sends, trouble: troubleOf({ ...account, sends }) }
}

function troubleOf(account: AccountMoment & { sends: boolean }): AccountMemory['trouble'] {
  const { sends, port25, stripped587, clientOn25 } = account
  if (!sends) return 'cannot-send'
  if (clientOn25 !== null && port25 !== 'open') return 'client-on-25'
  if (port25 === 'proxy') return 'proxy'
  return port25 === 'stripped' || stripped587 ? 'stripped' : null
}

/** Null for what the network did not bring about, such as a mail program that was set up or repaired meanwhile. */
function newsBetween(before: AccountMemory | undefined, after: AccountMemory): MailNews | null {
  // A new account: the person has just seen how it fares.
  if (before === undefined || before.trouble === after.trouble) return null
  const changed =
    before.networkId !== after.networkId || before.port25 !== after.port25 || before.sends !== after.sends
  if (!changed) return null
  if (after.trouble !== null) return after.trouble
  const wasStuck = before.trouble === 'cannot-send'
  return wasStuck || (before.trouble === 'client-on-25' && after.port25 === 'open') ? 'can-send-again' : null
}

function isTold({ told }: NotificationMemory, networkId: string | null, news: MailNews): boolean {
  return told.some((one) => one.networkId === networkId && one.news === news)
}

/** In both directions: a clock that is set back does not make the day begin anew. */
function shownToday({ shownAt }: NotificationMemory, now: number): number {
  return shownAt.filter((at) => Math.abs(now - at) < dayMs).length
}

function wordsFor(
  news: MailNews,
  concerned: readonly AccountMoment[],
  all: readonly AccountMoment[],
): Notification {
  const [first] = concerned
  if (first === undefined) throw new Error('news of no account')
  const { address, port25 } = first
  const isAll = concerned.length === all.length
  const port = first.port ?? 25
  switch (news) {
    case 'cannot-send':
      return {
        title: { key: 'notify.cannot-send', params: {} },
        body: isAll
          ? { key: 'notify.cannot-send.all', params: {} }
          : { key: 'notify.cannot-send.one', params: { address } },
        opens: 'status',
      }
    case 'client-on-25':
      return {
        title: titleOf(port25 === 'proxy' || port25 === 'stripped' ? port25 : 'blocked', 25),
        body:
          concerned.length === 1
            ? { key: 'notify.client', params: { client: first.clientOn25 ?? '', address } }
            : { key: 'notify.clients', params: { accounts: concerned.length } },
        opens: 'clients',
      }
    case 'proxy':
    case 'stripped':
      return {
        title: titleOf(news, port25 === news ? 25 : 587),
        body: { key: 'notify.postern-uses', params: { port } },
        opens: 'status',
      }
    case 'can-send-again':
      return {
        title: { key: 'notify.again', params: {} },
        body: isAll
          ? { key: 'notify.again.all', params: { port: first.clientOn25 === null ? port : 25 } }
          : { key: 'notify.again.one', params: { address } },
        opens: 'status',
      }
  }
}

function titleOf(what: 'blocked' | 'proxy' | 'stripped', port: 25 | 587): Notification['title'] {
  return what === 'stripped'
    ? { key: 'notify.stripped', params: { port } }
    : { key: `notify.${what}`, params: {} }
}
