import { problemSentence } from '../../../electron/text/client-words.ts'
import type { ClientProfileState } from '../../../electron/contract/repair.ts'
import { useApp } from '../../app-state.ts'
import { say } from '../../text.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { programWords } from './program-words.ts'
import { problemChip, programName } from './words.ts'

/** A profile that has no outgoing server to show, and why. */
export function ProfileCard({ profile }: { profile: ClientProfileState }) {
  const { t } = useApp()
  const { problem } = profile
  const chip =
    problem === null
      ? ({ tone: 'dim', icon: 'minus', text: t('ui.clients.chip.empty') } as const)
      : problemChip(t, problem)
  return (
    <li class="profile">
      <span class="tile">
        <Icon name="mail" size={20} />
      </span>
      <div class="grow">
        <h2 class="h3">{programName(t, profile)}</h2>
        <p class="note faint">{t('ui.clients.about-profile', { profile: profile.name })}</p>
      </div>
      <Chip tone={chip.tone} icon={chip.icon}>
        {chip.text}
      </Chip>
      <p class="profile-more small dim">
        {problem !== null
          ? say(t, problemSentence(problem))
          : t(
              profile.superseded === undefined
                ? programWords[profile.client].empty
                : `client.superseded.${profile.superseded}`,
            )}
      </p>
    </li>
  )
}
