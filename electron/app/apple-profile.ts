import { writeFile } from 'node:fs/promises'
import { mobileconfig } from '../clients/apple-mail/mobileconfig.ts'
import type { Account } from '../contract/account.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { errnoOf } from '../files/errno.ts'
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

/** Puts a profile into a new file, for its owner alone to read. */
export async function writeProfile(
  file: string,
  text: string,
): Promise<Result<void, { kind: 'exists' | 'not-written'; code: string }>> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 })
    return ok(undefined)
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    return failed({ kind: code === 'EEXIST' ? 'exists' : 'not-written', code })
  }
}
