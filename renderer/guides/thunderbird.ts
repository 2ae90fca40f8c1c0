import { type Guide, type GuideAccount, part, step } from './guide.ts'

/** Account Settings of Thunderbird, in the words of its own dialogs, which a repair by hand has as well. */
export function thunderbirdGuide({ address, username, submission }: GuideAccount): Guide {
  const { host, port, security } = submission
  return {
    id: 'thunderbird',
    name: 'client.name.thunderbird',
    about: 'ui.guide.thunderbird.about',
    icon: 'mail',
    help: 'help-thunderbird',
    parts: [
      part(null, [
        step('client.thunderbird.step.open'),
        step('client.thunderbird.step.choose', { params: { address } }),
        step('ui.guide.thunderbird.set', {
          fields: [
            { label: 'client.thunderbird.field.host', copy: host },
            { label: 'client.thunderbird.field.security', word: `client.thunderbird.security.${security}` },
            { label: 'client.thunderbird.field.port', copy: String(port) },
            { label: 'client.thunderbird.field.signIn', word: 'client.thunderbird.sign-in.password' },
            { label: 'client.thunderbird.field.username', copy: username },
          ],
          note:
            security === 'starttls' ? { text: 'client.thunderbird.note.type-port', params: { port } } : null,
        }),
        step('client.thunderbird.step.save'),
      ]),
    ],
  }
}
