import type { IncomingServer, MailServer } from '../contract/account.ts'
import type { Candidate } from '../contract/discovery.ts'
import type { Published, PublishReport } from '../contract/publish.ts'
import { announcedBySrv } from '../discovery/announced-by-srv.ts'
import { announcedHost } from '../discovery/announced-host.ts'
import { askIncoming } from '../discovery/ask-incoming.ts'
import { askSubmission } from '../discovery/ask-submission.ts'
import { candidatesOf } from '../discovery/candidates.ts'
import { fromPacc } from '../discovery/pacc.ts'
import { personOf, type Search } from '../discovery/search.ts'
import { fromSrv } from '../discovery/srv.ts'
import { type HttpDocument, httpsGet } from '../net/https-get.ts'
import { askAutodiscover } from '../publish/ask-autodiscover.ts'
import {
  compareUsernames,
  type Found,
  judgePrograms,
  judgePublished,
  type ServerAnswer,
  serversToAsk,
} from '../publish/judge.ts'
import { type AutodiscoverServer, readAutodiscover } from '../publish/read-autodiscover.ts'
import type { Services } from './compose.ts'

/** For everything together: web servers, DNS, and the mail servers in the settings. */
const limitMs = { finding: 4_000, all: 9_000 } as const

/**
 * Looks at everything that the domain of `address` publishes for mail programs, over the way that the programs take, and
 * asks the servers that are named there. No password is sent. Null when `signal` ended it.
 */
export async function checkPublished(
  address: string,
  { network }: Pick<Services, 'network'>,
  signal: AbortSignal,
): Promise<PublishReport | null> {
  const person = personOf(address)
  const all = AbortSignal.any([signal, AbortSignal.timeout(limitMs.all)])
  const finding = AbortSignal.any([all, AbortSignal.timeout(limitMs.finding)])
  const search: Search = { person, network, signal: finding }
  const { domain } = person
  const places = await Promise.all([
    autoconfigAt('autoconfig', `https://autoconfig.${domain}/mail/config-v1.1.xml`, search),
    autoconfigAt(
      'autoconfig-well-known',
      `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
      search,
    ),
    autodiscover(search),
    bySrv(search),
    byPacc(search),
  ])
  const found = compareUsernames(places)
  const ask = askOnce({ ...search, signal: all })
  const published = await Promise.all(
    found.map(async (one): Promise<Published> => {
      const { sending, receiving } = serversToAsk(one)
      if (sending === null || receiving === null) return judgePublished(one, null)
      const [sent, received] = await Promise.all([ask.sending(sending), ask.receiving(receiving)])
      return judgePublished(one, { sending: sent, receiving: received })
    }),
  )
  return signal.aborted ? null : { domain, published, programs: judgePrograms(published) }
}

/** Each server is asked once, although several places name it. */
function askOnce({ network, signal }: Search): {
  sending(server: MailServer): Promise<ServerAnswer>
  receiving(server: IncomingServer): Promise<ServerAnswer>
} {
  const asked = new Map<string, Promise<ServerAnswer>>()
  const once = (server: MailServer, answer: () => Promise<ServerAnswer>) => {
    const key = JSON.stringify(server)
    const known = asked.get(key) ?? answer()
    asked.set(key, known)
    return known
  }
  return {
    sending: (server) =>
      once(server, async () => {
        const answer = await askSubmission(server, network, signal)
        if (answer === 'verified') return 'ready'
        return answer === 'no-answer' || answer === 'no-such-host' ? 'silent' : 'not-ready'
      }),
    receiving: (server) =>
      once(server, async () => {
        if (server.protocol === 'pop3') return 'not-asked'
        const answer = await askIncoming(server, network, signal)
        return answer === 'trusted' ? 'ready' : answer === 'untrusted' ? 'not-ready' : 'silent'
      }),
  }
}

type Place = Pick<Found, 'by' | 'where'>

function nothing(place: Place, problem: Found['problem']): Found {
  return { ...place, sending: null, receiving: null, username: null, problem }
}

async function autoconfigAt(
  by: 'autoconfig' | 'autoconfig-well-known',
  where: string,
  { person, network, signal }: Search,
): Promise<Found> {
  const place: Place = { by, where }
  const answer = await httpsGet(new URL(where), network, signal)
  if (answer.kind !== 'document') return nothing(place, webProblem(answer))
  const { parseAutoconfig } = await import('../discovery/autoconfig-xml.ts')
  const config = parseAutoconfig(answer.body)
  return config === null
    ? nothing(place, 'not-readable')
    : fromCandidate(place, candidatesOf(config, by, person)[0])
}

/** Why there is no document: as good as nothing there, or a web server that has to be mended. */
function webProblem(
  answer: Exclude<HttpDocument, { kind: 'document' }>,
): 'missing' | 'dns-failed' | 'web-server' {
  switch (answer.kind) {
    case 'no-such-host':
    case 'refused':
      return 'missing'
    case 'dns-failed':
      return 'dns-failed'
    case 'http-status':
      return answer.status === 404 || answer.status === 410 ? 'missing' : 'web-server'
    case 'tls-failed':
    case 'redirect-refused':
    case 'too-large':
    case 'not-http':
    case 'unreachable':
    case 'timed-out':
      return 'web-server'
  }
}

/** What discovery makes of one source, in the words of this report. */
function fromCandidate(place: Place, candidate: Candidate | undefined): Found {
  if (candidate === undefined) return nothing(place, 'not-readable')
  const { submission: sending, incoming: receiving, username } = candidate
  return {
    ...place,
    sending,
    receiving,
    username,
    problem: candidate.usable ? null : problemOf(candidate.why),
  }
}

function problemOf(why: Extract<Candidate, { usable: false }>['why']): Found['problem'] {
  switch (why) {
    case 'plain':
    case 'port-25':
      return 'no-encryption'
    case 'oauth2-only':
    case 'no-password':
      return 'no-password'
    case 'no-submission':
      return 'incomplete'
    case 'digest-mismatch':
      return 'not-vouched'
    case 'no-answer':
      return 'server-silent'
    case 'no-tls':
    case 'no-auth':
    case 'untrusted-certificate':
      return 'server-not-ready'
  }
}

/** The hosts at which Outlook asks, in its order: the first that has settings counts. */
async function autodiscover(search: Search): Promise<Found> {
  const { domain } = search.person
  const usual = [domain, `autodiscover.${domain}`]
  const [announced, ...first] = await Promise.all([
    autodiscoverHost(search),
    ...usual.map((host) => autodiscoverAt(host, search)),
  ])
  const isNew = announced !== null && !usual.includes(announced)
  const answers = isNew ? [...first, await autodiscoverAt(announced, search)] : first
  const last = answers.at(-1)
  if (last === undefined) throw new Error('no address of Autodiscover')
  return (
    answers.find(({ problem }) => problem === null) ??
    answers.find(({ problem }) => problem !== 'missing') ??
    last
  )
}

/** The web server that SRV names, to which Outlook turns at last (MS-OXDISCO). */
async function autodiscoverHost({ person, network, signal }: Search): Promise<string | null> {
  const records = await network.resolver.srv(`_autodiscover._tcp.${person.domain}`, signal)
  const record = records?.find(({ port }) => port === 443)
  return record === undefined ? null : announcedHost(record.name)
}

async function autodiscoverAt(host: string, { person, network, signal }: Search): Promise<Found> {
  const place: Place = { by: 'autodiscover', where: `https://${host}/autodiscover/autodiscover.xml` }
  const answer = await askAutodiscover(new URL(place.where), person.address, network, signal)
  if (answer.kind !== 'document') return nothing(place, answer.kind)
  const servers = readAutodiscover(answer.body)
  return servers === null ? nothing(place, 'not-readable') : fromServers(place, servers, person.address)
}

function fromServers(place: Place, servers: AutodiscoverServer[], address: string): Found {
  const usable = servers.flatMap(({ host: written, security, ...more }) => {
    const host = announcedHost(written)
    return host === null || security === null || more.port === 25 ? [] : [{ ...more, host, security }]
  })
  const sending = usable.find(({ type }) => type === 'SMTP')
  const receiving = usable.find(({ type }) => type === 'IMAP') ?? usable.find(({ type }) => type === 'POP3')
  const isUnsafe = sending === undefined && servers.some(({ type }) => type === 'SMTP')
  return {
    ...place,
    sending: sending === undefined ? null : serverOf(sending),
    receiving:
      receiving === undefined
        ? null
        : { protocol: receiving.type === 'IMAP' ? 'imap' : 'pop3', ...serverOf(receiving) },
    username: sending?.username ?? receiving?.username ?? address,
    problem: isUnsafe ? 'no-encryption' : null,
  }
}

function serverOf({ host, port, security }: MailServer): MailServer {
  return { host, port, security }
}

async function bySrv(search: Search): Promise<Found> {
  const { person, network, signal } = search
  const place: Place = { by: 'srv', where: `_submissions._tcp.${person.domain}` }
  const [candidate] = await fromSrv(search)
  if (candidate !== undefined) return fromCandidate(place, candidate)
  const announcement = await announcedBySrv(person.domain, network.resolver, signal)
  return nothing(place, announcement.kind === 'unknown' ? 'dns-failed' : 'missing')
}

async function byPacc(search: Search): Promise<Found> {
  const { person, network, signal } = search
  const where = `https://ua-auto-config.${person.domain}/.well-known/user-agent-configuration.json`
  const place: Place = { by: 'pacc', where }
  const [candidate] = await fromPacc(search)
  if (candidate !== undefined) return fromCandidate(place, candidate)
  const answer = await httpsGet(new URL(where), network, signal)
  return nothing(place, answer.kind === 'document' ? 'not-readable' : webProblem(answer))
}
