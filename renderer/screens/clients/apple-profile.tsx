import { useState } from 'preact/hooks'
import { useApp } from '../../app-state.ts'
import { appleProfileParts } from '../../guides/apple.ts'
import { announce } from '../../ui/announce.ts'
import { Button } from '../../ui/button.tsx'
import { GuideSection } from '../../ui/guide-steps.tsx'
import { Icon } from '../../ui/icon.tsx'

/** Saves a profile for Apple Mail with the settings of an account, and says what is to be done with it. */
export function AppleProfile({ address }: { address: string }) {
  const { state, call, t } = useApp()
  const [isSaving, setSaving] = useState(false)
  const [file, setFile] = useState<string | null>(null)
  const account = state.accounts.find((one) => one.address === address)
  // The wizard's may not be saved yet.
  if (account === undefined) return null
  return (
    <section class="guide-part">
      <h4>{t('ui.guide.apple.profile.title')}</h4>
      <p class="small dim">{t('ui.guide.apple.profile.lead')}</p>
      <div class="line">
        <Button small busy={isSaving} onClick={() => void save(account.id)}>
          {t('ui.guide.apple.profile.save')}
        </Button>
      </div>
      {file !== null && (
        <>
          <p class="small profile-saved">
            <Icon name="check" size={16} />
            <span>{t('ui.guide.apple.profile.saved', { file })}</span>
          </p>
          {appleProfileParts(state.platform).map((part) => (
            <GuideSection key={part.title} part={part} />
          ))}
        </>
      )}
    </section>
  )

  async function save(accountId: string) {
    setSaving(true)
    const reply = await call('apple-mail.save', { accountId })
    setSaving(false)
    if (!reply.ok || reply.value.file === null) return
    setFile(reply.value.file)
    announce(t('ui.guide.apple.profile.saved', { file: reply.value.file }))
  }
}
