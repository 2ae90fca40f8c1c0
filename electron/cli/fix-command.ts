import { addressesThrough } from '../app/clients/addresses.ts'
import { writeChanges } from '../app/clients/changes.ts'
import type { Look } from '../app/clients/look.ts'
import { isInNeed, planFor, stepsFor } from '../app/clients/plan.ts'
import type { Plan } from '../app/clients/program.ts'
import { type ClientProfile, MailClient, type NoPlan, type OutgoingServer } from '../contract/clients.ts'
import { clientFailureText } from '../text/client-failure-text.ts'
import { noPlanSentence, problemSentence } from '../text/client-words.ts'
import { repairNotes } from '../text/repair-notes.ts'
import { askYes, canAsk } from './ask.ts'
import { parseCheckOptions } from './check-options.ts'
import { printChanges, printProfile, printServer, printSteps, sentenceText } from './clients-view.ts'
import type { CommandContext } from './context.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { lookFromTerminal } from './look-at-clients.ts'
import type { FixOptions } from './program.ts'

/** `postern fix CLIENT`: puts right how a mail program sends, after showing it and asking. */
export async function runFix(name: string, options: FixOptions, context: CommandContext): Promise<number> {
  const { t, terminal } = context
  const client = MailClient.options.find((one) => one === name.toLowerCase())
  if (client === undefined) {
    terminal.complain(t('cli.error.not-a-client', { input: name, clients: MailClient.options.join(', ') }))
    return exitCodes.usage
  }
  const request = parseCheckOptions(options, context)
  if (request === null) return exitCodes.usage
  const dryRun = options.dryRun === true
  const asks = options.yes !== true && !dryRun
  if (asks && !canAsk()) {
    terminal.complain(t('cli.error.fix-needs-yes'))
    return exitCodes.usage
  }
  const look = await lookFromTerminal(request, context)
  if (look === null) return exitCodes.interrupted
  const chosen = choose(look, client, options, context)
  if (typeof chosen === 'number') return chosen
  const { plans, codes } = planAll(chosen, look, options, context)
  const notPlanned = codes.find((code) => code !== exitCodes.fine) ?? exitCodes.fine
  if (plans.length === 0) return notPlanned
  terminal.print()
  const notes = repairNotes[client]
  if (notes.before !== null) terminal.print(terminal.paint('care', t(notes.before)))
  if (dryRun) {
    terminal.print(t('cli.fix.dry-run'))
    return notPlanned
  }
  if (asks) {
    const yes = await askYes(t('cli.fix.ask'), context)
    if (yes !== true) {
      terminal.complain(t('cli.fix.nothing-changed'))
      return yes === null ? exitCodes.interrupted : exitCodes.fine
    }
  }
  for (const plan of plans) {
    const code = await write(plan, look, context)
    if (code !== exitCodes.fine) return code
  }
  if (notes.after !== null) terminal.print(t(notes.after))
  return notPlanned
}

type Chosen = { found: Look['clients'][number]; servers: ClientProfile['outgoing'] }

/** The profiles and outgoing servers that are meant, or the exit code after saying why there are none. */
function choose(
  { clients, problems }: Look,
  client: MailClient,
  { profile: wanted, server: key }: FixOptions,
  { t, terminal }: CommandContext,
): Chosen[] | number {
  const unread = problems.filter((one) => one.client === client)
  for (const { problem } of unread) terminal.complain(sentenceText(problemSentence(problem), t))
  const own = clients.filter(({ profile }) => profile.client === client)
  if (own.length === 0) {
    if (unread.length === 0) terminal.complain(t(`cli.fix.none.${client}`))
    return exitCodes.failed
  }
  const exact = own.filter(({ profile }) => profile.folder === wanted)
  const named =
    exact.length > 0
      ? exact
      : own.filter(
          ({ profile: { name, alsoNamed } }) => wanted === undefined || [name, ...alsoNamed].includes(wanted),
        )
  if (wanted !== undefined && named.length === 0) {
    const profiles = own.map(({ profile }) => profile.name).join(', ')
    terminal.complain(t('cli.error.no-such-profile', { input: wanted, profiles }))
    return exitCodes.usage
  }
  const chosen = named.map((found) => ({ found, servers: serversIn(found.profile, key) }))
  if (key === undefined) return chosen
  const having = chosen.filter(({ servers }) => servers.length > 0)
  if (having.length === 0) {
    const servers = named.flatMap(({ profile }) => profile.outgoing.map((one) => one.key)).join(', ')
    terminal.complain(t('cli.error.no-such-server', { input: key, servers }))
    return exitCodes.usage
  }
  // One that nobody uses any more is not meant by chance, and what several have is nobody's alone.
  const meant = exact.length > 0 ? having : having.filter(({ found }) => !isSuperseded(found))
  if (meant.length === 1) return meant
  const profiles = (meant.length === 0 ? having : meant).map(({ found }) => found.profile.folder).join('\n')
  terminal.complain(t('cli.error.which-profile', { input: key, profiles }))
  return exitCodes.usage
}

function isSuperseded({ profile }: Chosen['found']): boolean {
  return profile.superseded !== undefined
}

/** Without a name those that mail goes through. */
function serversIn(profile: ClientProfile, key: string | undefined): ClientProfile['outgoing'] {
  return profile.outgoing.filter((server) =>
    key === undefined ? addressesThrough(server, profile).length > 0 : server.key === key,
  )
}

/** Prints what is to be said about each server, and what would be changed. */
function planAll(
  chosen: readonly Chosen[],
  look: Look,
  { dryRun, server: wanted }: FixOptions,
  context: CommandContext,
): { plans: Plan[]; codes: number[] } {
  const { t, terminal } = context
  const plans: Plan[] = []
  const codes: number[] = []
  for (const { found, servers } of chosen) {
    const { client, profile } = found
    printProfile(profile, context)
    if (profile.superseded !== undefined)
      terminal.print(`  ${terminal.paint('care', t(`client.superseded.${profile.superseded}`))}`)
    if (profile.problem !== null) {
      terminal.print(`  ${terminal.paint('care', sentenceText(problemSentence(profile.problem), t))}`)
      codes.push(profile.problem.kind === 'never-started' ? exitCodes.fine : exitCodes.failed)
      continue
    }
    if (servers.length === 0) terminal.print(`  ${t('cli.clients.no-servers')}`)
    for (const server of servers) {
      printServer(server, profile, context)
      if (!isInNeed(server, profile) && wanted === undefined) continue
      const planned = planFor(client, server.key, look.evidence, look.accounts)
      if (!planned.ok) {
        const isSaid = planned.error.kind === 'nothing-to-change' || planned.error.kind === 'leave-alone'
        if (!isSaid) terminal.print(`    ${sentenceText(noPlanSentence(planned.error), t)}`)
        codes.push(exitCodeOfNoPlan(planned.error, server, look))
        continue
      }
      printChanges(planned.value.changes, context)
      plans.push(planned.value)
      if (dryRun === true) {
        terminal.print(`    ${t('cli.fix.by-hand', { client: t(`client.name.${profile.client}`) })}`)
        printSteps(stepsFor(client, planned.value), context)
      }
    }
  }
  return { plans, codes }
}

function exitCodeOfNoPlan(noPlan: NoPlan, { settings }: OutgoingServer, { reports }: Look): number {
  switch (noPlan.kind) {
    case 'nothing-to-change':
    case 'leave-alone':
      return exitCodes.fine
    case 'not-trusted':
      return exitCodes.untrustedCertificate
    case 'no-usable-sign-in':
      return exitCodes.signInRefused
    case 'not-proven': {
      const report = reports.find(({ server }) => server?.host === noPlan.host)
      return report === undefined ? exitCodes.notOffered : exitCodeOf(report)
    }
    case 'not-tested':
      // Only a name that is none cannot be tried.
      return settings.host === '' ? exitCodes.failed : exitCodes.notOffered
    case 'no-user-name':
    case 'locked-by-policy':
    case 'overridden':
    case 'already-there':
    case 'no-imap':
    case 'unfinished':
    case 'not-understood':
      return exitCodes.failed
  }
}

/**
 * Waits until the program is closed, writes, and says how to undo it. Meanwhile the person may carry the computer to
 * another network, where nothing of the plan is proven: then nothing is written.
 */
async function write(plan: Plan, { reports }: Look, context: CommandContext): Promise<number> {
  const { services, signal, t, terminal } = context
  const client = t(`client.name.${plan.client}`)
  const provenOn = reports[0]?.network.id ?? null
  const elsewhere = new AbortController()
  const over = new AbortController()
  const watching = services.watchNetwork({
    signal: AbortSignal.any([signal, over.signal]),
    onChange: ({ id }) => {
      if (id !== provenOn) elsewhere.abort()
    },
  })
  const made = await writeChanges(plan, services, {
    signal: AbortSignal.any([signal, elsewhere.signal]),
    onWaiting: () => terminal.complain(t('cli.fix.waiting', { client })),
    onWriting: () => undefined,
  }).finally(() => over.abort())
  await watching
  if (made === null) {
    const isElsewhere = !signal.aborted
    if (isElsewhere) terminal.complain(t('cli.fix.elsewhere'))
    terminal.complain(t('cli.fix.not-changed', { client }))
    return isElsewhere ? exitCodes.failed : exitCodes.interrupted
  }
  if (!made.ok) {
    terminal.complain(clientFailureText(t, made.error))
    return exitCodes.failed
  }
  const { host, port } = plan.after
  terminal.print(terminal.paint('good', t('cli.fix.done', { client, host, port, id: made.value.id })))
  return exitCodes.fine
}
