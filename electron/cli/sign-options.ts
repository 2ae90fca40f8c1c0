import type { Signed, Signer, SigningFailure } from '../app/apple-profile.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { localTime } from './local-time.ts'
import type { SignOptions } from './program.ts'

/** Who signs the profile; null when nobody does. The exit code, with the complaint made, where half is missing. */
export function signerOf(
  { signCert, signKey, signChain }: SignOptions,
  { t, terminal }: CommandContext,
): Signer | null | number {
  if (signCert !== undefined && signKey !== undefined)
    return { certificate: signCert, key: signKey, chain: signChain ?? null }
  if (signCert === undefined && signKey === undefined && signChain === undefined) return null
  terminal.complain(t('cli.sign.incomplete'))
  return exitCodes.usage
}

/** Says why a profile was not signed, and gives the exit code. */
export function complainOfSigning(failure: SigningFailure, { t, terminal }: CommandContext): number {
  terminal.complain(t(`cli.sign.${failure.kind}`, failure))
  switch (failure.kind) {
    case 'unreadable':
    case 'not-a-certificate':
    case 'key-unusable':
    case 'key-does-not-fit':
    case 'chain-has-signer':
      return exitCodes.usage
    case 'openssl-missing':
    case 'openssl-refused':
    case 'signature-wrong':
      return exitCodes.failed
  }
}

/** How long the signature holds. Devices do not trust it outside of that time, so that it is said with `-q`, too. */
export function printSigned(
  { validFrom, validTo }: Signed,
  { certificate }: Signer,
  { t, terminal, quiet }: CommandContext,
): void {
  const now = Date.now()
  const text = (key: 'signed' | 'expired' | 'not-yet-valid', date: Date) =>
    t(`cli.sign.${key}`, { file: certificate, date: localTime(date.getTime()) })
  if (validTo.getTime() < now) terminal.print(terminal.paint('care', text('expired', validTo)))
  else if (validFrom.getTime() > now) terminal.print(terminal.paint('care', text('not-yet-valid', validFrom)))
  else if (!quiet) terminal.print(text('signed', validTo))
}
