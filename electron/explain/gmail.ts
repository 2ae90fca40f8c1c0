import type { Vocabulary } from './entry.ts'

const source = {
  title: 'Google Workspace: Gmail SMTP errors and codes',
  url: 'https://support.google.com/a/answer/3726730',
}

export const gmail: Vocabulary = {
  program: 'gmail',
  entries: [
    { text: '535 5.7.8 Username and Password not accepted', meaning: 'sign-in-refused', source },
    { text: '534 5.7.9 Application-specific password required', meaning: 'app-password', source },
    {
      text: '534 5.7.9 Please log in with your web browser',
      also: ['534 5.7.14 Please log in through your web browser'],
      meaning: 'sign-in-browser',
      source,
    },
    { text: '454 4.7.0 Too many login attempts', meaning: 'sign-in-paused', source },
    {
      text: '454 4.7.0 Cannot authenticate due to temporary system problem',
      meaning: 'sign-in-later',
      source,
    },
    { text: '530 5.5.1 Authentication Required', meaning: 'sign-in-required', source },
    { text: '550 5.7.0 Mail relay denied', meaning: 'relay-denied', source },
    {
      text: '550 5.4.5 Daily user sending limit exceeded',
      also: ['Daily sending quota exceeded'],
      meaning: 'rate-limited',
      source,
    },
    { text: '452 4.5.3 Your message has too many recipients', meaning: 'too-many-recipients', source },
    {
      text: '450 4.2.1 The user you are trying to contact is receiving mail',
      meaning: 'try-later',
      source,
    },
    {
      text: '552 5.2.2 The email account that you tried to reach is over quota',
      also: ["The recipient's inbox is out of storage space"],
      meaning: 'mailbox-full',
      source,
    },
    {
      text: "552 5.2.3 Your message exceeded Google's message size limits",
      meaning: 'message-too-large',
      source,
    },
    {
      text: '552 5.7.0 This message was blocked because its content presents a potential security issue',
      meaning: 'looks-like-spam',
      source,
    },
    {
      text: '550 5.7.1 Our system has detected that this message is likely unsolicited mail',
      also: ['Our system has detected that this message is likely suspicious'],
      meaning: 'looks-like-spam',
      source,
    },
    {
      text: "550 5.7.1 The IP you're using to send mail is not authorized to send email directly to our servers",
      also: ['an unusual rate of unsolicited mail originating from your IP address'],
      meaning: 'ip-blocked',
      source,
    },
    {
      text: '550 5.1.1 The email account that you tried to reach does not exist',
      meaning: 'recipient-unknown',
      source,
    },
    {
      text: "553 5.1.2 We weren't able to find the recipient domain",
      meaning: 'recipient-domain-unknown',
      source,
    },
    {
      text: '550 5.7.26 … blocked because the sender is unauthenticated',
      also: ["is not accepted due to domain's DMARC policy"],
      meaning: 'domain-unauthenticated',
      source,
    },
  ],
}
