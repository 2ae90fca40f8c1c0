import type { Signer } from '../app/apple-profile.ts'
import { publish, publishedDomain, type PublishFailure, type Publication } from '../app/publish.ts'
import { checkPublished } from '../app/publish-check.ts'
import type { IncomingServer, MailServer } from '../contract/account.ts'
import type { Published, PublishReport } from '../contract/publish.ts'
import type { Translate } from '../text/translate.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import type { PublishOptions } from './program.ts'
import { complainOfSigning, printSigned, signerOf } from './sign-options.ts'
import { alignedRows } from './terminal.ts'

/** `postern publish DOMAIN`: files to publish with `--out`, or with `--check` what is published already. */
export async function runPublish(
  input: string,
  options: PublishOptions,
  context: CommandContext,
): Promise<number> {
  const { t, terminal } = context
  if ((options.out === undefined) === (options.check !== true)) {
    terminal.complain(t('publish.error.out-or-check'))
    return exitCodes.usage
  }
  return options.out === undefined
    ? runCheck(input, options, context)
    : runWrite(input, { ...options, out: options.out }, context)
}

async function runWrite(
  input: string,
  options: PublishOptions & { out: string },
  context: CommandContext,
): Promise<number> {
  const { services, signal, t, terminal } = context
  const signer = signerOf(options, context)
  if (typeof signer === 'number') return signer
  terminal.progress(t('publish.progress.asking'))
  const wish = {
    domain: input,
    folder: options.out,
    host: options.host,
    imapHost: options.imapHost,
    address: options.address,
    username: options.localPart === true ? 'local-part' : 'address',
    signer,
  } as const
  const published = await publish(wish, services, t, signal)
  terminal.endProgress()
  if (published === null) return exitCodes.interrupted
  if (!published.ok) return complainOfPublishing(published.error, context)
  printPublication(published.value, options.out, signer, context)
  return exitCodes.fine
}

function complainOfPublishing(failure: PublishFailure, context: CommandContext): number {
  if (failure.kind === 'not-signed') return complainOfSigning(failure.why, context)
  context.terminal.complain(context.t(`publish.error.${failure.kind}`, failure))
  return failure.kind === 'not-written' ? exitCodes.failed : exitCodes.usage
}

function printPublication(
  { settings, ports, hostGiven, files, signed }: Publication,
  folder: string,
  signer: Signer | null,
  context: CommandContext,
): void {
  const { t, terminal, quiet } = context
  const { domain, sending, receiving, username } = settings
  terminal.print(t('publish.written', { domain, folder, count: files.length }))
  if (signer !== null && signed !== null) printSigned(signed, signer, context)
  if (quiet) return
  const rows: [label: string, value: string][] = [
    [t('publish.label.sending'), sending.map((server) => serverText(server, t)).join(', ')],
    [t('publish.label.receiving'), `IMAP ${serverText(receiving, t)}`],
    [t('publish.label.username'), t(`publish.username.${username}`)],
  ]
  for (const line of alignedRows(rows, (label) => terminal.paint('dim', label))) terminal.print(`  ${line}`)
  const assumed = [
    ...(hostGiven ? [] : [t('publish.assumed.host', { host: sending[0].host })]),
    ...ports.flatMap(({ port, is, answer }) =>
      is === 'ready' ? [] : [t(`publish.port.${is}`, { port, answer: t(`publish.answer.${answer}`) })],
    ),
  ]
  if (assumed.length > 0) terminal.print()
  for (const line of assumed) terminal.print(terminal.paint('care', line))
  terminal.print()
  terminal.print(t('publish.next', { domain }))
}

async function runCheck(input: string, options: PublishOptions, context: CommandContext): Promise<number> {
  const { services, signal, t, terminal } = context
  const domain = publishedDomain(input)
  if (!domain.ok) {
    terminal.complain(t(`publish.error.${domain.error.kind}`, domain.error))
    return exitCodes.usage
  }
  terminal.progress(t('publish.progress.checking', { domain: domain.value }))
  // A mailbox that every domain with mail has (RFC 2142).
  const report = await checkPublished(`postmaster@${domain.value}`, services, signal)
  terminal.endProgress()
  if (report === null) return exitCodes.interrupted
  if (options.json === true) terminal.print(JSON.stringify(report))
  else printReport(report, context)
  return exitCodeOfReport(report)
}

/** Fine when something works and nothing that is there is wrong. */
function exitCodeOfReport({ published }: PublishReport): number {
  const there = published.filter(({ state }) => state !== 'missing')
  if (there.length === 0) return exitCodes.notOffered
  if (published.every(({ state }) => state === 'dns-failed')) return exitCodes.offline
  const isFine = ({ state }: Published) => state === 'works' || state === 'pop3-not-tested'
  return there.every(isFine) ? exitCodes.fine : exitCodes.failed
}

function printReport({ published, programs }: PublishReport, { t, terminal, quiet }: CommandContext): void {
  const style = {
    yes: 'good',
    'pop3-not-tested': 'care',
    perhaps: 'care',
    'other-username': 'bad',
    no: 'bad',
    'with-profile': 'dim',
  } as const
  const rows = programs.map(({ program, setsUp }): [string, string] => [
    t(`publish.program.${program}`),
    terminal.paint(style[setsUp], t(`publish.sets-up.${setsUp}`)),
  ])
  terminal.print(terminal.paint('strong', t('publish.programs')))
  for (const line of alignedRows(rows, (label) => label)) terminal.print(`  ${line}`)
  if (quiet) return
  terminal.print()
  terminal.print(terminal.paint('strong', t('publish.published')))
  for (const one of published) {
    terminal.print(`  ${t(`publish.by.${one.by}`)}: ${t(`publish.state.${one.state}`)}`)
    terminal.print(terminal.paint('dim', `    ${one.where}`))
    const servers = serversText(one, t)
    if (servers !== '') terminal.print(terminal.paint('dim', `    ${servers}`))
  }
}

function serversText({ sending, receiving }: Published, t: Translate): string {
  return [
    ...(sending === null ? [] : [serverText(sending, t)]),
    ...(receiving === null ? [] : [incomingText(receiving, t)]),
  ].join(', ')
}

function incomingText(server: IncomingServer, t: Translate): string {
  return `${server.protocol === 'imap' ? 'IMAP' : 'POP3'} ${serverText(server, t)}`
}

function serverText({ host, port, security }: MailServer, t: Translate): string {
  return `${host}:${port} (${t(`cli.security.${security}`)})`
}
