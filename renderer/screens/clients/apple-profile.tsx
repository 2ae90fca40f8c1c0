import { useState } from 'preact/hooks'
import type { CallOutput } from '../../../electron/contract/ipc.ts'
import type { AccountState } from '../../../electron/contract/state.ts'
import { useApp } from '../../app-state.ts'
import { appleProfileParts } from '../../guides/apple.ts'
import { announce } from '../../ui/announce.ts'
import { Button } from '../../ui/button.tsx'
import { GuideSection } from '../../ui/guide-steps.tsx'
import { Icon } from '../../ui/icon.tsx'

/** A profile for Apple Mail with the settings of an account; where Mail would refuse its server, that. */
export function AppleProfile({ address }: { address: string }) {
  const { state, t } = useApp()
  const account = state.accounts.find((one) => one.address === address)
  // The wizard's may not be saved yet.
  if (account === undefined || account.unfinished === true) return null
  const refused = onlyTrustedHere(account)
  return (
    <section class="guide-part">
      <h4>{t('ui.guide.apple.profile.title')}</h4>
      {refused === null ? (
        <SaveProfile accountId={account.id} />
      ) : (
        <p class="small">{t('ui.guide.apple.profile.not-trusted', { host: refused })}</p>
      )}
    </section>
  )
}

/** Saves it, and says what is to be done with it. */
function SaveProfile({ accountId }: { accountId: string }) {
  const { state, call, t } = useApp()
  const [isSaving, setSaving] = useState(false)
  const [saved, setSaved] = useState<CallOutput<'apple-mail.save'> | null>(null)
  const file = saved?.file ?? null
  return (
    <>
      <p class="small dim">{t('ui.guide.apple.profile.lead')}</p>
      <div class="line">
        <Button small busy={isSaving} onClick={() => void save()}>
          {t('ui.guide.apple.profile.save')}
        </Button>
      </div>
      {file !== null && (
        <>
          <p class="small profile-saved">
            <Icon name="check" size={16} />
            <span>{t('ui.guide.apple.profile.saved', { file })}</span>
          </p>
          {appleProfileParts(state.platform, saved?.opened === true).map((part) => (
            <GuideSection key={part.title} part={part} />
          ))}
        </>
      )}
    </>
  )

  async function save() {
    setSaving(true)
    const reply = await call('apple-mail.save', { accountId })
    setSaving(false)
    if (!reply.ok || reply.value.file === null) return
    setSaved(reply.value)
    announce(t('ui.guide.apple.profile.saved', { file: reply.value.file }))
  }
}

/** The server whose certificate only Postern was told to trust; null: none. */
function onlyTrustedHere({ submission, incoming, trusted }: AccountState): string | null {
  const hosts = trusted.map(({ host }) => host.toLowerCase())
  return [submission.host, incoming.host].find((host) => hosts.includes(host.toLowerCase())) ?? null
}
