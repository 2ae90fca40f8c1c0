import type { IncomingServer } from '../contract/account.ts'
import type { Candidate, DiscoverySource } from '../contract/discovery.ts'
import { httpsGet } from '../net/https-get.ts'
import { askIncoming } from './ask-incoming.ts'
import { askSubmission } from './ask-submission.ts'
import { candidatesOf } from './candidates.ts'
import type { DomainMail } from './domain-mail.ts'
import { fromPacc } from './pacc.ts'
import type { Search } from './search.ts'
import { fromSrv } from './srv.ts'

/**
 * Asks all who may have published settings, at the same time; the one that counts most comes first. That is the order of
 * draft-ietf-mailmaint-autoconfig ("Config retrieval") with DNS after the database of providers, and with what came
 * without TLS (its 1.3) at the end.
 */
export function askPublished(
  search: Search,
  ispdb: string,
  looking: Promise<DomainMail>,
): Promise<Candidate[]>[] {
  const { domain } = search.person
  const autoconfig = fromDocument('autoconfig', autoconfigUrl(domain, search), search)
  const wellKnown = new URL(`https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`)
  const underMx = async (index: 0 | 1, source: 'mx-autoconfig' | 'mx-ispdb') => {
    const { exchange } = await looking
    const { mxDomains } = await import('./mx-domains.ts')
    const mxDomain = exchange === null ? undefined : mxDomains(exchange, domain)[index]
    if (mxDomain === undefined) return []
    const url = source === 'mx-ispdb' ? new URL(mxDomain, ispdb) : autoconfigUrl(mxDomain, search)
    return fromDocument(source, url, search)
  }
  return [
    autoconfig,
    fromDocument('autoconfig-well-known', wellKnown, search),
    fromDocument('ispdb', new URL(domain, ispdb), search),
    fromSrv(search),
    underMx(0, 'mx-autoconfig'),
    underMx(1, 'mx-autoconfig'),
    underMx(0, 'mx-ispdb'),
    underMx(1, 'mx-ispdb'),
    fromPacc(search),
    autoconfig.then((candidates) => (candidates.length > 0 ? [] : fromPlainDocument(search))),
  ]
}

/** Of the domain itself or of its MX domain: the answer may be made for this one address. */
function autoconfigUrl(domain: string, { person }: Search): URL {
  const url = new URL(`https://autoconfig.${domain}/mail/config-v1.1.xml`)
  url.searchParams.set('emailaddress', person.address)
  return url
}

/** What a document offers; nothing where there is none, or something else. */
async function fromDocument(
  source: DiscoverySource,
  url: URL,
  { person, network, signal }: Search,
): Promise<Candidate[]> {
  const answer = await httpsGet(url, network, signal)
  if (answer.kind !== 'document') return []
  // Loaded when a document is there: most commands never see one.
  const { parseAutoconfig } = await import('./autoconfig-xml.ts')
  const config = parseAutoconfig(answer.body)
  return config === null ? [] : candidatesOf(config, source, person)
}

/**
 * The same without TLS. Whoever is on the way could have written it, so the servers that it names have to show trusted
 * certificates and offer sign-in; it cannot say that there are no passwords; and the address is not told.
 */
async function fromPlainDocument(search: Search): Promise<Candidate[]> {
  const url = new URL(`http://autoconfig.${search.person.domain}/mail/config-v1.1.xml`)
  const candidates = await fromDocument('autoconfig-http', url, search)
  const askable = candidates.filter(({ why }) => why !== 'oauth2-only')
  return Promise.all(askable.map((candidate) => confirmed(candidate, search)))
}

/** Of what cannot be used, the user name is not believed either: it would complete what others name. */
async function confirmed(candidate: Candidate, search: Search): Promise<Candidate> {
  const reading = trustedIncoming(candidate, search)
  if (!candidate.usable) return { ...candidate, incoming: await reading, username: null }
  const sending = await askSubmission(candidate.submission, search.network, search.signal)
  const incoming = await reading
  if (sending === 'verified') return { ...candidate, incoming, why: 'verified' }
  const why = sending === 'no-such-host' ? 'no-answer' : sending
  return { ...candidate, incoming, username: null, usable: false, why, plain: null }
}

async function trustedIncoming(
  { incoming }: Candidate,
  { network, signal }: Search,
): Promise<IncomingServer | null> {
  if (incoming === null) return null
  return (await askIncoming(incoming, network, signal)) === 'trusted' ? incoming : null
}
