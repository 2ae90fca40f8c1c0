import type { IncomingServer, MailServer } from '../contract/account.ts'
import type { Candidate, DiscoverySource, UnusableReason } from '../contract/discovery.ts'
import { announcedHost } from './announced-host.ts'
import type { ClientConfig, ConfiguredServer } from './autoconfig-xml.ts'
import type { Person } from './search.ts'

/** Where submission belongs (RFC 6409, RFC 8314). */
const usualPorts: readonly number[] = [587, 465]

/**
 * What a document offers, the best first: one server for sending that is encrypted and takes a password, if there is one,
 * and each that cannot be used. A server without encryption is shown, and never taken.
 */
export function candidatesOf(config: ClientConfig, source: DiscoverySource, person: Person): Candidate[] {
  const incoming = chooseIncoming(config.incoming, person)
  const outgoing = config.outgoing.flatMap((server) => {
    const host = hostOf(server, person)
    return host === null ? [] : [{ server, host, why: whyNot(server) }]
  })
  const good = outgoing.filter(({ why }) => why === null)
  const best = good.find(({ server }) => usualPorts.includes(server.port)) ?? good[0]
  const username = (server: ConfiguredServer | undefined) =>
    fillIn(server?.username ?? config.incoming[0]?.username ?? null, person)
  const candidates: Candidate[] = []
  if (best !== undefined) {
    const submission = secured(best.server, best.host)
    if (submission !== null) {
      candidates.push({
        source,
        submission,
        incoming,
        username: username(best.server),
        usable: true,
        why: 'published',
      })
    }
  }
  for (const { server, host, why } of outgoing) {
    if (why === null) continue
    candidates.push({
      source,
      submission: secured(server, host),
      incoming,
      username: username(server),
      usable: false,
      why,
      plain: server.security === 'plain' ? { host, port: server.port } : null,
    })
  }
  if (candidates.length > 0 || incoming === null) return candidates
  const nothing = { submission: null, plain: null, usable: false, why: 'no-submission' } as const
  return [{ source, incoming, username: username(undefined), ...nothing }]
}

function whyNot({ security, port, authentication }: ConfiguredServer): UnusableReason | null {
  if (security === 'plain') return 'plain'
  return port === 25 ? 'port-25' : signIn(authentication)
}

/** "plain" and "secure" are the words of version 1.0. */
const passwordMethods =
  /^(password-(cleartext|encrypted)|plain|secure|SASL (PLAIN|LOGIN|CRAM-MD5|SCRAM-.+))$/i
const oauth2Methods = /^(OAuth2?|SASL (OAUTHBEARER|XOAUTH2))$/i

/** A document that says nothing about sign-in leaves it to the server. */
function signIn(methods: readonly string[]): 'oauth2-only' | 'no-password' | null {
  if (methods.length === 0 || methods.some((method) => passwordMethods.test(method))) return null
  return methods.some((method) => oauth2Methods.test(method)) ? 'oauth2-only' : 'no-password'
}

/** The first one with encryption, IMAP before POP3: an arriving mail can only be watched over IMAP. */
function chooseIncoming(servers: readonly ConfiguredServer[], person: Person): IncomingServer | null {
  const usable = servers.flatMap((server): IncomingServer[] => {
    const host = hostOf(server, person)
    const read = host === null ? null : secured(server, host)
    return read === null || server.type === 'smtp' ? [] : [{ protocol: server.type, ...read }]
  })
  return usable.find(({ protocol }) => protocol === 'imap') ?? usable[0] ?? null
}

function secured({ port, security }: ConfiguredServer, host: string): MailServer | null {
  return security === 'plain' ? null : { host, port, security }
}

function hostOf({ host }: ConfiguredServer, person: Person): string | null {
  const filled = fillIn(host, person)
  return filled === null ? null : announcedHost(filled)
}

/** Puts the parts of the address in the place of %EMAILADDRESS% and the like. Null for what nobody could type. */
function fillIn(text: string | null, { address, localPart, domain }: Person): string | null {
  if (text === null) return null
  const values: Record<string, string> = {
    '%EMAILADDRESS%': address,
    '%EMAILLOCALPART%': localPart,
    '%EMAILDOMAIN%': domain,
  }
  const known = (placeholder: string) => Object.hasOwn(values, placeholder)
  // In one go, so that what is in the address itself is never taken for a placeholder.
  const placeholders = text.match(/%[A-Z]+%/g) ?? []
  if (!placeholders.every(known)) return null
  const filled = text.replace(/%[A-Z]+%/g, (placeholder) => values[placeholder] ?? placeholder)
  return filled === '' || /\p{Cc}/u.test(filled) ? null : filled
}
