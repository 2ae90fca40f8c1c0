import type { CallOutput } from '../../contract/ipc.ts'
import { type Handlers, notNow } from '../../ipc/serve.ts'
import { listAccounts } from '../manage-accounts.ts'
import type { DeskContext } from './context.ts'

/** A profile that sets up Apple Mail for an account of Postern's. On a Mac the system takes it from there. */
export function createAppleMail({
  services,
  desktop,
  t,
}: Pick<DeskContext, 'services' | 'desktop' | 't'>): Pick<Handlers, 'apple-mail.save'> {
  let saving = false

  const save = async (accountId: string): Promise<CallOutput<'apple-mail.save'> | null> => {
    const listed = await listAccounts(services)
    const account = listed.ok ? listed.value.find(({ id }) => id === accountId) : undefined
    if (account === undefined) return null
    const { appleProfile, whyNoAppleProfile } = await import('../apple-profile.ts')
    if (whyNoAppleProfile(account) !== null) return null
    const { name, text } = appleProfile(account, t())
    const file = await desktop.saveFile(name, text)
    // Under another name the system might take it for something to run.
    const opens = file?.endsWith('.mobileconfig') === true && desktop.platform === 'macos'
    return { file, opened: opens && (await desktop.openFile(file)) }
  }

  return {
    'apple-mail.save': async ({ accountId }) => {
      if (saving) return notNow
      saving = true
      try {
        return (await save(accountId)) ?? notNow
      } finally {
        saving = false
      }
    },
  }
}
