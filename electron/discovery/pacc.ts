import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { IncomingServer, MailServer } from '../contract/account.ts'
import type { Candidate, UnusableReason } from '../contract/discovery.ts'
import { httpsGet } from '../net/https-get.ts'
import { announcedHost } from './announced-host.ts'
import type { Search } from './search.ts'

const Service = z.object({ host: z.string() }).optional().catch(undefined)
const Document = z.object({
  // Every service is on its port for TLS from the start. `smtp` became `submit` with version 03 of the draft.
  protocols: z.object({ submit: Service, smtp: Service, imap: Service, pop3: Service }),
  authentication: z
    .object({ password: z.boolean().optional(), 'oauth-public': z.unknown().optional() })
    .optional(),
})
type Document = z.infer<typeof Document>

/**
 * draft-ietf-mailmaint-pacc: a JSON document over HTTPS, and its digest in DNS. Both have to fit: a web server that
 * somebody else writes to does not suffice, and neither does DNS. The user name is always the address.
 */
export async function fromPacc({ person, network, signal }: Search): Promise<Candidate[]> {
  const { address, domain } = person
  const url = new URL(`https://ua-auto-config.${domain}/.well-known/user-agent-configuration.json`)
  const [answer, records] = await Promise.all([
    httpsGet(url, network, signal),
    network.resolver.txt(`_ua-auto-config.${domain}`, signal),
  ])
  const document = answer.kind === 'document' ? readDocument(answer.body) : null
  if (answer.kind !== 'document' || document === null) return []
  const { submission, incoming } = serversOf(document)
  if (submission === null && incoming === null) return []
  const found = { source: 'pacc', incoming, username: address } as const
  const why = vouchedFor(answer.body, records) ? whyNot(document, submission) : 'digest-mismatch'
  return submission !== null && why === null
    ? [{ ...found, submission, usable: true, why: 'published' }]
    : [{ ...found, submission, usable: false, why: why ?? 'no-submission', plain: null }]
}

function readDocument(body: Buffer): Document | null {
  try {
    return Document.safeParse(JSON.parse(body.toString('utf8'))).data ?? null
  } catch {
    return null // not JSON
  }
}

function serversOf({ protocols: { submit, smtp, imap, pop3 } }: Document): {
  submission: MailServer | null
  incoming: IncomingServer | null
} {
  const host = (service: z.infer<typeof Service>) =>
    service === undefined ? null : announcedHost(service.host)
  const sending = host(submit) ?? host(smtp)
  const reading = host(imap)
  const popping = host(pop3)
  return {
    submission: sending === null ? null : { host: sending, port: 465, security: 'tls' },
    incoming:
      reading !== null
        ? { protocol: 'imap', host: reading, port: 993, security: 'tls' }
        : popping !== null
          ? { protocol: 'pop3', host: popping, port: 995, security: 'tls' }
          : null,
  }
}

/** One of the TXT records has the SHA-256 of these very bytes: "v=UAAC1; a=sha256; d=…". */
function vouchedFor(body: Buffer, records: readonly string[]): boolean {
  const digest = createHash('sha256').update(body).digest('base64')
  return records.some((record) => {
    const tags = new Map(record.split(';').map((tag) => splitTag(tag.trim())))
    return tags.get('v') === 'UAAC1' && tags.get('a') === 'sha256' && tags.get('d') === digest
  })
}

function splitTag(tag: string): [name: string, value: string] {
  const at = tag.indexOf('=')
  return [tag.slice(0, at).trim(), tag.slice(at + 1).trim()]
}

function whyNot({ authentication }: Document, submission: MailServer | null): UnusableReason | null {
  if (submission === null) return 'no-submission'
  if (authentication?.password !== false) return null
  return authentication['oauth-public'] === undefined ? 'no-password' : 'oauth2-only'
}
