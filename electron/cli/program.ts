import { Command, Option } from 'commander'
import type { Translate } from '../text/translate.ts'

export type CheckOptions = {
  server?: string
  reference?: string[]
  control?: string[]
  portalUrl?: string
  timeout?: string
  ipv4?: true
  ipv6?: true
  audit?: true
  all?: true
  json?: true
}

export type AccountAddOptions = {
  username?: string
  server?: string
  port?: string
  imap?: string
  imapPort?: string
  pop?: true
  passwordStdin?: true
  session?: true
  trust?: string
}

export type WatchOptions = Pick<CheckOptions, 'reference' | 'control' | 'portalUrl' | 'json'>

export type FixOptions = Pick<CheckOptions, 'reference' | 'control' | 'portalUrl'> & {
  dryRun?: true
  yes?: true
  profile?: string
  server?: string
}

export type HistoryOptions = { days?: string; json?: true }

export type ExplainOptions = { json?: true }

/** Of the commands that write a profile for Apple Mail. */
export type SignOptions = { signCert?: string; signKey?: string; signChain?: string }

export type AppleMailOptions = SignOptions & { out?: string }

export type PublishOptions = SignOptions & {
  out?: string
  host?: string
  imapHost?: string
  address?: string
  localPart?: true
  check?: true
  json?: true
}

export type SendTestOptions = { passwordStdin?: true; keep?: true }

export type GlobalOptions = { lang?: string; quiet?: true; verbose?: true }

/** What each command does; each gives the exit code. */
export type Actions = {
  check(target: string | undefined, options: CheckOptions): Promise<number>
  accountAdd(address: string | undefined, options: AccountAddOptions): Promise<number>
  accountList(options: { json?: true }): Promise<number>
  accountRemove(address: string | undefined): Promise<number>
  accountVerify(address: string | undefined, options: { passwordStdin?: true }): Promise<number>
  sendTest(address: string | undefined, options: SendTestOptions): Promise<number>
  discover(address: string, options: { json?: true }): Promise<number>
  watch(options: WatchOptions): Promise<number>
  history(options: HistoryOptions): Promise<number>
  explain(words: readonly string[], options: ExplainOptions): Promise<number>
  publish(domain: string, options: PublishOptions): Promise<number>
  appleMail(address: string | undefined, options: AppleMailOptions): Promise<number>
  clients(options: WatchOptions): Promise<number>
  fix(client: string, options: FixOptions): Promise<number>
  undo(id: string | undefined): Promise<number>
}

/** The commands and their options, described in the language of `t`. `done` takes the exit code. */
export function createProgram(
  t: Translate,
  version: string,
  actions: Actions,
  done: (code: number) => void,
): Command {
  const program = new Command('postern')
    .description(t('cli.help.description'))
    .version(version, '-V, --version', t('cli.help.option.version'))
    .helpOption('-h, --help', t('cli.help.option.help'))
    .helpCommand(false)
    .addOption(new Option('--lang <en|ja>', t('cli.help.option.lang')))
    .option('-q, --quiet', t('cli.help.option.quiet'))
    .option('-v, --verbose', t('cli.help.option.verbose'))
    .exitOverride()

  program
    .command('check')
    .description(t('cli.help.check'))
    .argument('[ADDRESS|HOST]', t('cli.help.check.target'))
    .option('--server <HOST>', t('cli.help.option.server'))
    .option('--reference <HOST>', t('cli.help.option.reference'), collect)
    .option('--control <HOST:PORT>', t('cli.help.option.control'), collect)
    .option('--portal-url <URL>', t('cli.help.option.portal-url'))
    .option('--timeout <SECONDS>', t('cli.help.option.timeout'))
    .option('-4, --ipv4', t('cli.help.option.ipv4'))
    .option('-6, --ipv6', t('cli.help.option.ipv6'))
    .option('--audit', t('cli.help.option.audit'))
    .option('--all', t('cli.help.option.all'))
    .option('--json', t('cli.help.option.json'))
    .action(async (target: string | undefined, options: CheckOptions) =>
      done(await actions.check(target, options)),
    )

  program
    .command('discover')
    .description(t('cli.help.discover'))
    .argument('<ADDRESS>', t('cli.help.address'))
    .option('--json', t('cli.help.option.json'))
    .action(async (address: string, options: { json?: true }) =>
      done(await actions.discover(address, options)),
    )

  const account = program.command('account').description(t('cli.help.account')).helpCommand(false)
  account
    .command('add')
    .description(t('cli.help.account.add'))
    .argument('[ADDRESS]', t('cli.help.address'))
    .option('--username <NAME>', t('cli.help.option.username'))
    .option('--server <HOST>', t('cli.help.option.server'))
    .option('--port <587|465>', t('cli.help.option.port'))
    .option('--imap <HOST>', t('cli.help.option.imap'))
    .option('--imap-port <PORT>', t('cli.help.option.imap-port'))
    .option('--pop', t('cli.help.option.pop'))
    .option('--session', t('cli.help.option.session'))
    .option('--trust <SHA256>', t('cli.help.option.trust'))
    .option('--password-stdin', t('cli.help.option.password-stdin'))
    .action(async (address: string | undefined, options: AccountAddOptions) =>
      done(await actions.accountAdd(address, options)),
    )
  account
    .command('list')
    .description(t('cli.help.account.list'))
    .option('--json', t('cli.help.option.json'))
    .action(async (options: { json?: true }) => done(await actions.accountList(options)))
  account
    .command('remove')
    .description(t('cli.help.account.remove'))
    .argument('[ADDRESS]', t('cli.help.address'))
    .action(async (address: string | undefined) => done(await actions.accountRemove(address)))
  account
    .command('verify')
    .description(t('cli.help.account.verify'))
    .argument('[ADDRESS]', t('cli.help.address'))
    .option('--password-stdin', t('cli.help.option.password-stdin'))
    .action(async (address: string | undefined, options: { passwordStdin?: true }) =>
      done(await actions.accountVerify(address, options)),
    )

  program
    .command('send-test')
    .description(t('cli.help.send-test'))
    .argument('[ADDRESS]', t('cli.help.send-test.address'))
    .option('--password-stdin', t('cli.help.option.password-stdin'))
    .option('--keep', t('cli.help.option.keep'))
    .action(async (address: string | undefined, options: SendTestOptions) =>
      done(await actions.sendTest(address, options)),
    )

  program
    .command('watch')
    .description(t('cli.help.watch'))
    .option('--reference <HOST>', t('cli.help.option.reference'), collect)
    .option('--control <HOST:PORT>', t('cli.help.option.control'), collect)
    .option('--portal-url <URL>', t('cli.help.option.portal-url'))
    .option('--json', t('cli.help.option.json-events'))
    .action(async (options: WatchOptions) => done(await actions.watch(options)))

  program
    .command('history')
    .description(t('cli.help.history'))
    .option('--days <N>', t('cli.help.option.days'))
    .option('--json', t('cli.help.option.json'))
    .action(async (options: HistoryOptions) => done(await actions.history(options)))

  program
    .command('clients')
    .description(t('cli.help.clients'))
    .option('--reference <HOST>', t('cli.help.option.reference'), collect)
    .option('--control <HOST:PORT>', t('cli.help.option.control'), collect)
    .option('--portal-url <URL>', t('cli.help.option.portal-url'))
    .option('--json', t('cli.help.option.json'))
    .action(async (options: WatchOptions) => done(await actions.clients(options)))

  program
    .command('fix')
    .description(t('cli.help.fix'))
    .argument('<CLIENT>', t('cli.help.fix.client'))
    .option('--dry-run', t('cli.help.option.dry-run'))
    .option('-y, --yes', t('cli.help.option.yes'))
    .option('--profile <NAME>', t('cli.help.option.profile'))
    .option('--server <KEY>', t('cli.help.option.server-key'))
    .option('--reference <HOST>', t('cli.help.option.reference'), collect)
    .option('--control <HOST:PORT>', t('cli.help.option.control'), collect)
    .option('--portal-url <URL>', t('cli.help.option.portal-url'))
    .action(async (client: string, options: FixOptions) => done(await actions.fix(client, options)))

  program
    .command('undo')
    .description(t('cli.help.undo'))
    .argument('[ID]', t('cli.help.undo.id'))
    .action(async (id: string | undefined) => done(await actions.undo(id)))

  program
    .command('apple-mail')
    .description(t('cli.help.apple-mail'))
    .argument('[ADDRESS]', t('cli.help.address'))
    .option('--out <FILE>', t('cli.help.apple-mail.out'))
    .option('--sign-cert <FILE>', t('cli.help.option.sign-cert'))
    .option('--sign-key <FILE>', t('cli.help.option.sign-key'))
    .option('--sign-chain <FILE>', t('cli.help.option.sign-chain'))
    .action(async (address: string | undefined, options: AppleMailOptions) =>
      done(await actions.appleMail(address, options)),
    )

  program
    .command('explain')
    .description(t('cli.help.explain'))
    .argument('<TEXT...>', t('cli.help.explain.text'))
    .option('--json', t('cli.help.option.json'))
    .action(async (words: string[], options: ExplainOptions) => done(await actions.explain(words, options)))

  program
    .command('publish')
    .description(t('cli.help.publish'))
    .argument('<DOMAIN>', t('cli.help.publish.domain'))
    .option('--out <DIR>', t('cli.help.publish.out'))
    .option('--host <HOST>', t('cli.help.publish.host'))
    .option('--imap-host <HOST>', t('cli.help.publish.imap-host'))
    .option('--local-part', t('cli.help.publish.local-part'))
    .option('--address <ADDRESS>', t('cli.help.publish.address'))
    .option('--sign-cert <FILE>', t('cli.help.option.sign-cert'))
    .option('--sign-key <FILE>', t('cli.help.option.sign-key'))
    .option('--sign-chain <FILE>', t('cli.help.option.sign-chain'))
    .option('--check', t('cli.help.publish.check'))
    .option('--json', t('cli.help.publish.json'))
    .action(async (domain: string, options: PublishOptions) => done(await actions.publish(domain, options)))

  return program
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}
