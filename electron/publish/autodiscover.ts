import type { MailServer } from '../contract/account.ts'
import type { MailSettings } from '../contract/publish.ts'
import { element, xmlDocument } from './xml.ts'

const schema = 'http://schemas.microsoft.com/exchange/autodiscover'

/**
 * The answer for a mailbox that is not on Exchange (MS-OXDSCLI, plain old XML). Without LoginName and DomainName, Outlook
 * takes the address as the user name; a file that is the same for everybody cannot say the part before the @.
 */
export function autodiscoverXml({ sending: [sending], receiving }: MailSettings): string {
  const account = element('Account', [
    ...element('AccountType', 'email'),
    ...element('Action', 'settings'),
    ...protocol('IMAP', receiving, []),
    ...protocol('SMTP', sending, [...element('UsePOPAuth', 'on'), ...element('SMTPLast', 'off')]),
  ])
  const response = element('Response', account, ` xmlns="${schema}/outlook/responseschema/2006a"`)
  return xmlDocument(element('Autodiscover', response, ` xmlns="${schema}/responseschema/2006"`))
}

function protocol(
  type: 'IMAP' | 'SMTP',
  { host, port, security }: MailServer,
  more: readonly string[],
): string[] {
  return element('Protocol', [
    ...element('Type', type),
    ...element('Server', host),
    ...element('Port', String(port)),
    ...element('DomainRequired', 'off'),
    // Secure Password Authentication is on where nothing is said.
    ...element('SPA', 'off'),
    // TLS from the start. Encryption, where it is known, goes before SSL: TLS means STARTTLS.
    ...element('SSL', security === 'tls' ? 'on' : 'off'),
    ...element('Encryption', security === 'tls' ? 'SSL' : 'TLS'),
    ...element('AuthRequired', 'on'),
    ...more,
  ])
}
