import { appleProfile, profileContent, whyNoAppleProfile, writeProfile } from '../app/apple-profile.ts'
import { chosen } from './account-commands.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import type { AppleMailOptions } from './program.ts'
import { complainOfSigning, printSigned, signerOf } from './sign-options.ts'

/** `postern apple-mail [ADDRESS]`: a profile for Apple Mail with the settings of an account, in a new file. */
export async function runAppleMail(
  address: string | undefined,
  options: AppleMailOptions,
  context: CommandContext,
): Promise<number> {
  const { t, terminal, quiet, signal } = context
  const signer = signerOf(options, context)
  if (typeof signer === 'number') return signer
  const account = await chosen(address, context)
  if (typeof account === 'number') return account
  const why = whyNoAppleProfile(account)
  if (why !== null) {
    terminal.complain(t(`cli.apple-mail.${why}`, { address: account.address }))
    return exitCodes.failed
  }
  const { name, text } = appleProfile(account, t)
  const profile = await profileContent(text, signer, signal)
  if (profile === null) return exitCodes.interrupted
  if (!profile.ok) return complainOfSigning(profile.error, context)
  const file = options.out ?? name
  const written = await writeProfile(file, profile.value.content)
  if (!written.ok) {
    terminal.complain(t(`cli.apple-mail.${written.error.kind}`, { file, code: written.error.code }))
    return exitCodes.failed
  }
  terminal.print(t('cli.apple-mail.saved', { file }))
  if (signer !== null && profile.value.signed !== null) printSigned(profile.value.signed, signer, context)
  if (!quiet) terminal.print(t('cli.apple-mail.next'))
  return exitCodes.fine
}
