import { type Guide, type GuideAccount, part, securityWord, step, typePort } from './guide.ts'

/** Classic Outlook, by the dialog of the Control Panel that all its versions share, and what the new one does instead. */
export function outlookGuide(account: GuideAccount): Guide {
  const { address, username, submission } = account
  return {
    id: 'outlook',
    name: 'ui.guide.outlook.name',
    about: 'ui.guide.outlook.about',
    icon: 'mail',
    help: 'help-outlook',
    parts: [
      part('ui.guide.outlook.part.classic', [
        step('ui.guide.outlook.open'),
        step('ui.guide.outlook.choose', {
          params: { address },
          fields: [
            { label: 'ui.guide.outlook.field.host', copy: submission.host },
            { label: 'ui.guide.outlook.field.username', copy: username },
          ],
        }),
        step('ui.guide.outlook.more'),
        step('ui.guide.outlook.advanced', {
          fields: [
            { label: 'ui.guide.outlook.field.security', word: securityWord(submission) },
            { label: 'ui.guide.outlook.field.port', copy: String(submission.port) },
          ],
          note: typePort(account),
        }),
        step('ui.guide.outlook.save'),
      ]),
      { title: 'ui.guide.outlook.part.new', text: 'ui.guide.outlook.new', steps: [] },
    ],
  }
}
