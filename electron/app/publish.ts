import { parseAddress, parseHost } from '../accounts/address.ts'
import { mobileconfig } from '../clients/apple-mail/mobileconfig.ts'
import type { MailServer } from '../contract/account.ts'
import type { MailSettings, PortFinding } from '../contract/publish.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { askIncoming } from '../discovery/ask-incoming.ts'
import { askSubmission, type SubmissionAnswer } from '../discovery/ask-submission.ts'
import type { Network } from '../net/connect.ts'
import { choosePorts, type PortAnswers } from '../publish/choose-ports.ts'
import { siteFiles } from '../publish/site-files.ts'
import { type WriteFailure, type WrittenFile, writeSite } from '../publish/write-site.ts'
import type { Translate } from '../text/translate.ts'
import { profileContent, type Signed, type Signer, type SigningFailure } from './apple-profile.ts'
import type { Services } from './compose.ts'
import { readme } from './publish-readme.ts'

export type PublishWish = {
  domain: string
  folder: string
  /** Without it mail.DOMAIN. */
  host?: string | undefined
  /** Without it the same as for sending. */
  imapHost?: string | undefined
  /** The Apple profile is made for this address; without one it asks for the address. */
  address?: string | undefined
  username: MailSettings['username']
  /** Without one the Apple profile is not signed. */
  signer?: Signer | null
}

export type WishFailure =
  | { kind: 'not-a-domain' | 'not-a-server-name' | 'not-an-address'; input: string }
  | { kind: 'other-domain'; address: string; domain: string }

export type PublishFailure = WishFailure | WriteFailure | { kind: 'not-signed'; why: SigningFailure }

export type Publication = {
  settings: MailSettings
  ports: PortFinding[]
  hostGiven: boolean
  files: string[]
  /** Of the Apple profile, where it is. */
  signed: Signed | null
}

/** The domain as DNS and XML take it: lower case, A-labels, nothing but letters, digits, hyphens and dots. */
export function publishedDomain(input: string): Result<string, WishFailure> {
  const parsed = parseAddress(`postmaster@${input.replace(/\.$/, '')}`)
  return parsed.ok && !/[@<"\s]/.test(input)
    ? ok(parsed.value.domain)
    : failed({ kind: 'not-a-domain', input })
}

/**
 * Writes everything that a domain can publish for mail programs into a new folder. The server is asked which of its ports
 * are ready; what is not known is assumed, and said to be. Null when `signal` ended it.
 */
export async function publish(
  wish: PublishWish,
  { network }: Pick<Services, 'network'>,
  t: Translate,
  signal: AbortSignal,
): Promise<Result<Publication, PublishFailure> | null> {
  const domain = publishedDomain(wish.domain)
  if (!domain.ok) return domain
  const host = serverName(wish.host ?? `mail.${domain.value}`)
  if (!host.ok) return host
  const imapHost = wish.imapHost === undefined ? host : serverName(wish.imapHost)
  if (!imapHost.ok) return imapHost
  const address = wish.address === undefined ? ok(null) : addressIn(domain.value, wish.address)
  if (!address.ok) return address
  const asked = { domain: domain.value, host: host.value, imapHost: imapHost.value, username: wish.username }
  const answers = await askPorts(asked, network, signal)
  if (signal.aborted) return null
  const { settings, ports } = choosePorts(asked, answers)
  const profile = await profileContent(appleProfile(settings, address.value, t), wish.signer ?? null, signal)
  if (profile === null) return null
  if (!profile.ok) return failed({ kind: 'not-signed', why: profile.error })
  const { content, signed } = profile.value
  const files: WrittenFile[] = [
    ...siteFiles(settings),
    { path: `apple/${settings.domain}.mobileconfig`, content },
  ]
  const all = [...files, { path: 'README.md', content: readme(settings, files, t) }]
  const written = await writeSite(wish.folder, all)
  if (!written.ok) return written
  return ok({
    settings,
    ports,
    hostGiven: wish.host !== undefined,
    files: all.map(({ path }) => path),
    signed,
  })
}

/** Certificates and SRV records are for names: no address will do. */
function serverName(input: string): Result<string, WishFailure> {
  const parsed = parseHost(input)
  return parsed.ok && parsed.value.kind === 'name' && parsed.value.host.includes('.')
    ? ok(parsed.value.host)
    : failed({ kind: 'not-a-server-name', input })
}

function addressIn(domain: string, input: string): Result<string, WishFailure> {
  const parsed = parseAddress(input)
  if (!parsed.ok) return failed({ kind: 'not-an-address', input })
  const { address } = parsed.value
  return parsed.value.domain === domain ? ok(address) : failed({ kind: 'other-domain', address, domain })
}

async function askPorts(
  { host, imapHost }: { host: string; imapHost: string },
  network: Network,
  signal: AbortSignal,
): Promise<PortAnswers> {
  const [submission, submissions, imaps] = await Promise.all([
    askSubmission({ host, port: 587, security: 'starttls' }, network, signal),
    askSubmission({ host, port: 465, security: 'tls' }, network, signal),
    askIncoming({ protocol: 'imap', host: imapHost, port: 993, security: 'tls' }, network, signal),
  ])
  const ready = (answer: SubmissionAnswer) => (answer === 'verified' ? 'ready' : answer)
  return {
    587: ready(submission),
    465: ready(submissions),
    993: imaps === 'trusted' ? 'ready' : imaps === 'untrusted' ? 'untrusted-certificate' : 'no-answer',
  }
}

/** What a profile says of one person. Where it is left out, the device asks whoever opens the profile. */
const personal = ['EmailAddress', 'IncomingMailServerUsername', 'OutgoingMailServerUsername']

function appleProfile(
  { domain, sending: [submission], receiving, username }: MailSettings,
  address: string | null,
  t: Translate,
): string {
  const localPart = address?.slice(0, address.lastIndexOf('@')) ?? ''
  const profile = mobileconfig({
    account: {
      address: address ?? domain,
      username: address === null ? domain : username === 'address' ? address : localPart,
      submission: copied(submission),
      incoming: { protocol: 'imap', ...copied(receiving) },
    },
    senderName: null,
    texts: {
      name: t('publish.apple.name', { domain }),
      description: t('publish.apple.description', { domain }),
    },
  })
  return address === null
    ? profile.replace(new RegExp(`^\\t*<key>(?:${personal.join('|')})</key>\\n.*\\n`, 'gm'), '')
    : profile
}

function copied({ host, port, security }: MailServer): MailServer {
  return { host, port, security }
}
