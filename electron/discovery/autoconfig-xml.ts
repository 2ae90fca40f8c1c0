import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'

/** A server as an autoconfig document names it (draft-ietf-mailmaint-autoconfig, "TCP-based protocols"). */
export type ConfiguredServer = {
  type: 'smtp' | 'imap' | 'pop3'
  /** As it stands there: with placeholders, and perhaps no host name at all. */
  host: string
  port: number
  security: 'tls' | 'starttls' | 'plain'
  /** As they stand there, the one that the provider likes best first. */
  authentication: string[]
  /** With its placeholders. */
  username: string | null
}

/** In the order of the document: the provider's order of preference. */
export type ClientConfig = { incoming: ConfiguredServer[]; outgoing: ConfiguredServer[] }

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  processEntities: false,
  isArray: (name) => name === 'incomingServer' || name === 'outgoingServer' || name === 'authentication',
})

const securities = { SSL: 'tls', TLS: 'tls', STARTTLS: 'starttls', plain: 'plain' } as const

const Text = z.union([
  z.string(),
  // An element with attributes.
  z.object({ '#text': z.string() }).transform((element) => element['#text']),
])
const Server = z
  .object({
    '@type': z.enum(['smtp', 'imap', 'pop3']),
    hostname: Text,
    port: Text.pipe(z.string().regex(/^\d{1,5}$/))
      .transform(Number)
      .refine((port) => port >= 1 && port <= 65_535),
    socketType: Text.pipe(z.enum(['SSL', 'TLS', 'STARTTLS', 'plain'])),
    authentication: z.array(Text).default([]),
    username: Text.nullable().default(null),
  })
  .transform(({ '@type': type, hostname: host, socketType, ...server }): ConfiguredServer => {
    return { type, host, security: securities[socketType], ...server }
  })
/** A server that cannot be read does not spoil the others. */
const Servers = z.array(Server.nullable().catch(null)).default([])
const Document = z.object({
  clientConfig: z.object({
    emailProvider: z.object({ incomingServer: Servers, outgoingServer: Servers }),
  }),
})

/**
 * Reads an autoconfig document, version 1.1 or 1.2. Null for anything else: the HTML that some web servers give for every
 * path, half a document, and a document type, which no such document has and where entities would be declared.
 */
export function parseAutoconfig(body: Buffer): ClientConfig | null {
  const text = body.toString('utf8').replace(/^\ufeff/, '')
  // The parser would take half a document for a whole one.
  if (/<!(doctype|entity)/i.test(text) || !text.trimEnd().endsWith('</clientConfig>')) return null
  const document = Document.safeParse(parseXml(text))
  if (!document.success) return null
  const { incomingServer, outgoingServer } = document.data.clientConfig.emailProvider
  const known = (servers: typeof incomingServer) => servers.filter((server) => server !== null)
  return {
    incoming: known(incomingServer).filter(({ type }) => type !== 'smtp'),
    outgoing: known(outgoingServer).filter(({ type }) => type === 'smtp'),
  }
}

function parseXml(text: string): unknown {
  try {
    return parser.parse(text)
  } catch {
    return null // not XML
  }
}
