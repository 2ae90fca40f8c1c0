import process from 'node:process'
import { CommanderError } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { compose } from '../app/compose.ts'
import { detectLanguage } from '../text/detect-language.ts'
import { languages, type Language } from '../text/locales.ts'
import { createTranslator } from '../text/translator.ts'
import { createActions } from './actions.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { createTerminal } from './terminal.ts'

/** Runs one command and gives its exit code. The first Ctrl-C ends the work and says goodbye, the second one just ends. */
export async function main(argv: readonly string[]): Promise<number> {
  const asked = optionValue(argv, '--lang')
  const explicit = languages.find((language): language is Language => language === asked)
  const t = createTranslator(detectLanguage({ explicit, env: process.env }))
  const terminal = createTerminal({ quiet: argv.includes('--quiet') || argv.includes('-q') })
  if (asked !== undefined && explicit === undefined) {
    terminal.complain(t('cli.error.unknown-language', { input: asked, languages: languages.join(', ') }))
    return exitCodes.usage
  }
  // A reader that closes the pipe has seen enough.
  process.stdout.on('error', () => process.exit(exitCodes.fine))
  const interrupt = new AbortController()
  const onInterrupt = () => {
    if (interrupt.signal.aborted) process.exit(exitCodes.interrupted)
    interrupt.abort()
  }
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onInterrupt)
  let code: number = exitCodes.fine
  const services = compose({
    onSettingsMoved: (file) => terminal.complain(t('cli.error.settings-moved', { file })),
  })
  try {
    const actions = createActions({
      services,
      t,
      terminal,
      signal: interrupt.signal,
      quiet: argv.includes('--quiet') || argv.includes('-q'),
      verbose: argv.includes('--verbose') || argv.includes('-v'),
    })
    const program = createProgram(t, packageJson.version, actions, (result) => {
      code = result
    })
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    terminal.endProgress()
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage
    if (interrupt.signal.aborted) return exitCodes.interrupted
    terminal.complain(
      t('cli.error.bug', { detail: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
    return exitCodes.bug
  } finally {
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onInterrupt)
  }
  if (interrupt.signal.aborted) {
    terminal.complain(t('cli.progress.stopped'))
    code = exitCodes.interrupted
  }
  if (services.credentials.busy?.() === true) leaveAtOnce(code)
  return code
}

/**
 * A keychain that never answers holds a thread of this process, and even process.exit would wait for it. The shell that
 * takes the process's place only passes the exit code on.
 */
function leaveAtOnce(code: number): void {
  if (process.platform !== 'win32' && process.execve !== undefined) {
    process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], {})
  }
  process.kill(process.pid, 'SIGKILL')
}

/** The language is needed before the options are described, so it is looked up by hand. */
function optionValue(argv: readonly string[], name: string): string | undefined {
  const index = argv.findIndex((word) => word === name || word.startsWith(`${name}=`))
  const word = argv[index]
  if (word === undefined) return undefined
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : (argv[index + 1] ?? '')
}
