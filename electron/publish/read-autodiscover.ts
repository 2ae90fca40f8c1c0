import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import type { Security } from '../contract/check.ts'

/** A server in an Autodiscover answer; `security` null: without encryption. */
export type AutodiscoverServer = {
  type: 'IMAP' | 'POP3' | 'SMTP'
  host: string
  port: number
  security: Security | null
  /** Null where nothing is said: then programs take the address. */
  username: string | null
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  isArray: (name) => name === 'Protocol',
})

const onOrOff = z.string().transform((text) => text.toLowerCase() === 'on')
const Protocol = z.object({
  Type: z.enum(['IMAP', 'POP3', 'SMTP']),
  Server: z.string().min(1),
  Port: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number),
  // What is not said is on (MS-OXDSCLI).
  SSL: onOrOff.default(true),
  LoginName: z.string().min(1).nullable().catch(null).default(null),
  Encryption: z.enum(['None', 'SSL', 'TLS', 'Auto']).optional().catch(undefined),
})
const Document = z.object({
  Autodiscover: z.object({
    Response: z.object({
      Account: z.object({
        AccountType: z.literal('email'),
        Action: z.literal('settings'),
        Protocol: z.array(Protocol.nullable().catch(null)),
      }),
    }),
  }),
})

/** Reads the settings of a mailbox that is not on Exchange; null for anything else, such as a redirection. */
export function readAutodiscover(body: Buffer): AutodiscoverServer[] | null {
  const text = body.toString('utf8').replace(/^\ufeff/, '')
  if (/<!(doctype|entity)/i.test(text) || !text.trimEnd().endsWith('</Autodiscover>')) return null
  const document = Document.safeParse(parseXml(text))
  if (!document.success) return null
  const protocols = document.data.Autodiscover.Response.Account.Protocol.filter((one) => one !== null)
  return protocols.map((one) => ({
    type: one.Type,
    host: one.Server,
    port: one.Port,
    security: securityOf(one.Encryption ?? (one.SSL ? 'SSL' : 'None')),
    username: one.LoginName,
  }))
}

/** `Auto` takes what comes, and so cannot be counted on. */
function securityOf(encryption: 'None' | 'SSL' | 'TLS' | 'Auto'): Security | null {
  switch (encryption) {
    case 'SSL':
      return 'tls'
    case 'TLS':
      return 'starttls'
    case 'None':
    case 'Auto':
      return null
  }
}

function parseXml(text: string): unknown {
  try {
    return parser.parse(text)
  } catch {
    return null // not XML
  }
}
