import { addressesThrough } from '../app/clients/addresses.ts'
import type { Look } from '../app/clients/look.ts'
import { isInNeed } from '../app/clients/plan.ts'
import { ClientsReport, type ClientProfile, type Diagnosis } from '../contract/clients.ts'
import { problemSentence } from '../text/client-words.ts'
import { outbound25Key } from '../text/verdict.ts'
import { parseCheckOptions } from './check-options.ts'
import { printFlaws, printProfile, printServer, sentenceText } from './clients-view.ts'
import type { CommandContext } from './context.ts'
import { exitCodes, worstExitCode } from './exit-codes.ts'
import { lookFromTerminal } from './look-at-clients.ts'
import type { WatchOptions } from './program.ts'

/** `postern clients`: how the mail programs of this computer send, and whether that works from here. */
export async function runClients(options: WatchOptions, context: CommandContext): Promise<number> {
  const { services, t, terminal } = context
  const request = parseCheckOptions(options, context)
  if (request === null) return exitCodes.usage
  const look = await lookFromTerminal(request, context)
  if (look === null) return exitCodes.interrupted
  if (options.json === true) {
    terminal.print(JSON.stringify(clientsReport(look, services.wallClock())))
    return exitCodeOfClients(look)
  }
  for (const { problem } of look.problems)
    terminal.print(terminal.paint('bad', sentenceText(problemSentence(problem), t)))
  if (look.clients.length + look.others.length + look.problems.length === 0)
    terminal.print(t('cli.clients.none'))
  look.clients.forEach(({ client, profile }, index) => {
    if (index > 0) terminal.print()
    printClient(profile, client.use === 'running', context)
  })
  for (const other of look.others) terminal.print(t(`cli.clients.other.${other}`))
  const outbound25 = look.evidence.outbound25
  if (outbound25 !== null && isCutOff(look)) {
    terminal.print()
    terminal.print(terminal.paint('bad', t(outbound25Key(outbound25))))
  }
  const repairable = new Set(
    look.clients.flatMap(({ profile }) =>
      profile.outgoing.some((server) => isInNeed(server, profile)) ? [profile.client] : [],
    ),
  )
  if (repairable.size > 0 && !context.quiet) {
    const commands = [...repairable].map((client) => `postern fix ${client} --dry-run`)
    terminal.print()
    terminal.print(t('cli.clients.how-to-fix', { commands: commands.join('\n') }))
  }
  return exitCodeOfClients(look)
}

function printClient(profile: ClientProfile, running: boolean, context: CommandContext): void {
  const { t, terminal } = context
  printProfile(profile, context)
  if (profile.alsoNamed.length > 0)
    terminal.print(`  ${t('cli.clients.also-named', { names: profile.alsoNamed.join(', ') })}`)
  if (profile.superseded !== undefined)
    terminal.print(`  ${terminal.paint('care', t(`client.superseded.${profile.superseded}`))}`)
  if (running) terminal.print(`  ${t('cli.clients.running', { client: t(`client.name.${profile.client}`) })}`)
  if (profile.problem !== null)
    terminal.print(`  ${terminal.paint('care', sentenceText(problemSentence(profile.problem), t))}`)
  else if (profile.outgoing.length === 0) terminal.print(`  ${t('cli.clients.no-servers')}`)
  printFlaws(profile, context)
  for (const server of profile.outgoing) {
    printServer(server, profile, context)
  }
}

function clientsReport({ clients, problems, others }: Look, now: number): ClientsReport {
  return ClientsReport.parse({
    schema: 1,
    at: new Date(now).toISOString(),
    profiles: clients.map(({ client: { use }, profile }) => ({
      ...profile,
      running: use === 'unknown' ? null : use === 'running',
    })),
    problems: problems.map(({ problem }) => problem),
    others,
  })
}

/** Of all servers that mail goes through, the code that fits first; what works but is not good is no failure. */
function exitCodeOfClients(look: Look): number {
  return worstExitCode([
    ...look.clients.map(({ profile }) => exitCodeOfProfile(profile)),
    ...(look.problems.length > 0 ? [exitCodes.failed] : []),
    ...(isCutOff(look) ? [exitCodes.offline] : []),
  ])
}

/** There was nothing to be found out about the servers. */
function isCutOff({ evidence: { outbound25 } }: Look): boolean {
  return outbound25?.verdict === 'offline' || outbound25?.verdict === 'captive-portal'
}

function exitCodeOfProfile(profile: ClientProfile): number {
  const { problem, outgoing } = profile
  if (problem !== null && problem.kind !== 'never-started') return exitCodes.failed
  if (profile.superseded !== undefined) return exitCodes.fine
  const used = outgoing.filter((server) => addressesThrough(server, profile).length > 0)
  return worstExitCode(used.flatMap(({ diagnoses }) => diagnoses.map(exitCodeOfDiagnosis)))
}

function exitCodeOfDiagnosis(diagnosis: Diagnosis): number {
  switch (diagnosis.kind) {
    case 'broken-here':
      return exitCodes.blocked
    case 'not-working':
      return diagnosis.why === 'untrusted-certificate' ? exitCodes.untrustedCertificate : exitCodes.notOffered
    case 'dead-host':
    case 'not-offered':
    case 'wrong-port-for-security':
    case 'no-server':
      return exitCodes.notOffered
    case 'fine':
    case 'leave-alone':
    case 'fragile':
    case 'leaking':
    case 'no-authentication':
      return exitCodes.fine
  }
}
