import { type Guide, type GuideAccount, part, securityWord, step, typePort } from './guide.ts'

/** Account Settings of Thunderbird, in the words of its own dialogs. */
export function thunderbirdGuide(account: GuideAccount): Guide {
  const { address, username, submission } = account
  return {
    id: 'thunderbird',
    name: 'ui.guide.thunderbird.name',
    about: 'ui.guide.thunderbird.about',
    icon: 'mail',
    help: 'help-thunderbird',
    parts: [
      part(null, [
        step('ui.guide.thunderbird.open'),
        step('ui.guide.thunderbird.choose', { params: { address } }),
        step('ui.guide.thunderbird.set', {
          fields: [
            { label: 'ui.guide.thunderbird.field.host', copy: submission.host },
            { label: 'ui.guide.thunderbird.field.security', word: securityWord(submission) },
            { label: 'ui.guide.thunderbird.field.port', copy: String(submission.port) },
            { label: 'ui.guide.thunderbird.field.auth', word: 'ui.guide.thunderbird.word.password' },
            { label: 'ui.guide.thunderbird.field.username', copy: username },
          ],
          note: typePort(account),
        }),
        step('ui.guide.thunderbird.save'),
      ]),
    ],
  }
}
