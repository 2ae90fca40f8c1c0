import { writeFile } from 'node:fs/promises'
import { mobileconfig } from '../clients/apple-mail/mobileconfig.ts'
import {
  signProfile,
  type SignedProfile,
  type Signer,
  type SigningFailure,
} from '../clients/apple-mail/sign-profile.ts'
import type { Account } from '../contract/account.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { errnoOf } from '../files/errno.ts'
import { pinnedFor } from '../net/trust.ts'
import type { Translate } from '../text/translate.ts'

/** The profile of an account for Apple Mail, and what its file is called. The person's name is asked for there. */
export function appleProfile(account: Account, t: Translate): { name: string; text: string } {
  const { address, submission } = account
  return {
    // A local part may have what no file name may.
    name: `${address.replace(/[^\p{L}\p{M}\p{N}@._+-]/gu, '_')}.mobileconfig`,
    text: mobileconfig({
      account,
      senderName: null,
      texts: {
        name: t('apple-mail.profile.name', { address }),
        description: t('apple-mail.profile.description', {
          address,
          host: submission.host,
          port: submission.port,
        }),
      },
    }),
  }
}

/** Why Mail could do nothing with a profile; Mail refuses a certificate that only Postern was told to trust. */
export function whyNoAppleProfile(account: Account): 'unfinished' | 'not-trusted' | null {
  if (account.unfinished === true) return 'unfinished'
  const hosts = [account.submission.host, account.incoming.host]
  return hosts.some((host) => pinnedFor(host, account.pinned) !== null) ? 'not-trusted' : null
}

export type { Signer, SigningFailure }

/** Until when the certificate of a signature is valid, and since when. */
export type Signed = Pick<SignedProfile, 'validFrom' | 'validTo'>

/** What stands in the file of a profile: the profile, or it and its signature. Null when `signal` ended it. */
export async function profileContent(
  text: string,
  signer: Signer | null,
  signal: AbortSignal,
): Promise<Result<{ content: string | Buffer; signed: Signed | null }, SigningFailure> | null> {
  if (signer === null) return ok({ content: text, signed: null })
  const signed = await signProfile(text, signer, signal)
  return signed?.ok === true ? ok({ content: signed.value.content, signed: signed.value }) : signed
}

/** Puts a profile into a new file, for its owner alone to read. */
export async function writeProfile(
  file: string,
  content: string | Buffer,
): Promise<Result<void, { kind: 'exists' | 'not-written'; code: string }>> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 })
    return ok(undefined)
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    return failed({ kind: code === 'EEXIST' ? 'exists' : 'not-written', code })
  }
}
