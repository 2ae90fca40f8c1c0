import { appleProfile, writeProfile } from '../app/apple-profile.ts'
import { chosen } from './account-commands.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import type { AppleMailOptions } from './program.ts'

/** `postern apple-mail [ADDRESS]`: a profile for Apple Mail with the settings of an account, in a new file. */
export async function runAppleMail(
  address: string | undefined,
  { out }: AppleMailOptions,
  context: CommandContext,
): Promise<number> {
  const { t, terminal, quiet } = context
  const account = await chosen(address, context)
  if (typeof account === 'number') return account
  const { name, text } = appleProfile(account, t)
  const file = out ?? name
  const written = await writeProfile(file, text)
  if (!written.ok) {
    terminal.complain(t(`cli.apple-mail.${written.error.kind}`, { file, code: written.error.code }))
    return exitCodes.failed
  }
  terminal.print(t('cli.apple-mail.saved', { file }))
  if (!quiet) terminal.print(t('cli.apple-mail.next'))
  return exitCodes.fine
}
