import type { Vocabulary } from './entry.ts'

/** Apple lists none of these in one place: each page quotes the message. */
export const appleMail: Vocabulary = {
  program: 'apple-mail',
  entries: [
    {
      text: 'was rejected by the server because it does not allow relaying',
      meaning: 'relay-denied',
      source: {
        title: 'The recipient was rejected by the server because it does not allow relaying',
        url: 'https://techzillo.com/how-to-fix-server-does-not-allow-relaying/',
      },
    },
    {
      text: 'The connection to the outgoing server … failed',
      meaning: 'cannot-connect',
      source: {
        title: 'The connection to the outgoing server failed, on an iPhone',
        url: 'https://unanswered.io/guide/fix-outgoing-server-connection-failed-iphone',
      },
    },
    {
      text: 'Could not connect to this SMTP server',
      meaning: 'cannot-connect',
      source: {
        title: 'Apple Mail: Could not connect to this SMTP server',
        url: 'https://www.networkoverload.com/errors/apple_mail/could_not_connect_to_smtp_server.php',
      },
    },
    {
      text: 'email address … rejected by server',
      also: ['email address … rejected by the server'],
      meaning: 'sign-in-required',
      source: {
        title: 'Email Address Rejected by Server, on iPhone, iPad and Mac',
        url: 'https://1grid.co.za/knowledge/?p=24032',
      },
    },
    {
      text: 'your account appears to be offline',
      meaning: 'incoming-unreachable',
      source: {
        title: 'If Mail on your Mac says that it is unable to connect',
        url: 'https://agenceosee.com/MailingList/email-software-mac',
      },
    },
    {
      text: 'Cannot send message using the server',
      meaning: 'cannot-connect',
      source: {
        title: 'Apple Support: Verify your outgoing mail server',
        url: 'https://support.apple.com/kb/PH14926?locale=en_US&viewlocale=en_US',
      },
      general: true,
    },
    {
      text: 'Cannot Send Mail. … The message was rejected by the server',
      also: ['The message was rejected by the server'],
      meaning: 'mail-refused',
      source: {
        title: 'Cannot send mail, on an iPhone',
        url: 'https://thatim.com/cannot-send-mail-the-message-was-rejected-by-the-server-iphone',
      },
      general: true,
    },
    {
      text: 'A copy has been placed in your Outbox',
      meaning: 'not-sent',
      source: {
        title: 'A copy has been placed in your Outbox, on an iPhone',
        url: 'https://smg.co.nz/iphone-email-shows-rejected-by-the-server-when-sending-emails/',
      },
      general: true,
    },
  ],
}
