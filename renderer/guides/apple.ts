import type { AppState } from '../../electron/contract/state.ts'
import { type Guide, type GuideAccount, type GuideField, type GuidePart, part, step } from './guide.ts'

/** Mail on the Mac, iPhone and iPad. It has one switch for TLS: on 587 it means STARTTLS, on 465 TLS from the start. */
export function appleGuide({ address, username, submission }: GuideAccount): Guide {
  const host: GuideField = { label: 'ui.guide.apple.field.host', copy: submission.host }
  const user: GuideField = { label: 'ui.guide.apple.field.username', copy: username }
  const auth: GuideField = { label: 'ui.guide.apple.field.auth', word: 'ui.guide.apple.word.password' }
  const port = String(submission.port)
  return {
    id: 'apple',
    name: 'ui.guide.apple.name',
    about: 'ui.guide.apple.about',
    icon: 'mail',
    help: 'help-apple-mail',
    parts: [
      part('ui.guide.apple.by-hand.mac', [
        step('ui.guide.apple.mac.open', { params: { address } }),
        step('ui.guide.apple.mac.servers'),
        step('ui.guide.apple.mac.set', {
          fields: [
            user,
            host,
            { label: 'ui.guide.apple.field.port', copy: port },
            { label: 'ui.guide.apple.field.tls', word: 'ui.guide.apple.word.on' },
            auth,
          ],
        }),
        step('ui.guide.apple.mac.save'),
      ]),
      part('ui.guide.apple.by-hand.iphone', [
        step('ui.guide.apple.iphone.open', { params: { address } }),
        step('ui.guide.apple.iphone.servers'),
        step('ui.guide.apple.iphone.set', {
          fields: [
            host,
            user,
            { label: 'ui.guide.apple.field.iphone-ssl', word: 'ui.guide.apple.word.on' },
            auth,
            { label: 'ui.guide.apple.field.iphone-port', copy: port },
          ],
        }),
        step('ui.guide.apple.iphone.save'),
      ]),
    ],
  }
}

/** What follows when the profile has been saved. `opened`: System Settings of this Mac has it already. */
export function appleProfileParts(platform: AppState['platform'], opened: boolean): GuidePart[] {
  const send = step('ui.guide.apple.profile.send')
  const install = step('ui.guide.apple.profile.mac.install', {
    note: { text: 'ui.guide.apple.profile.unsigned', params: {} },
  })
  const toMac = platform === 'macos' ? step('ui.guide.apple.profile.mac.open') : send
  const mac = opened
    ? [step('ui.guide.apple.profile.mac.opened'), install]
    : [toMac, step('ui.guide.apple.profile.mac.settings'), install]
  return [
    part('ui.guide.apple.part.mac', mac),
    part('ui.guide.apple.part.iphone', [send, step('ui.guide.apple.profile.iphone.install')]),
  ]
}
