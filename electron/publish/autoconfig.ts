import type { MailServer } from '../contract/account.ts'
import type { MailSettings } from '../contract/publish.ts'
import { element, xmlDocument } from './xml.ts'

/** config-v1.1.xml (draft-ietf-mailmaint-autoconfig): Thunderbird takes the first server of each kind. */
export function autoconfigXml({ domain, sending, receiving, username }: MailSettings): string {
  const server = (name: string, type: string, { host, port, security }: MailServer) =>
    element(
      name,
      [
        ...element('hostname', host),
        ...element('port', String(port)),
        ...element('socketType', security === 'tls' ? 'SSL' : 'STARTTLS'),
        // The connection is encrypted; servers that keep passwords hashed can offer nothing else.
        ...element('authentication', 'password-cleartext'),
        ...element('username', username === 'address' ? '%EMAILADDRESS%' : '%EMAILLOCALPART%'),
      ],
      ` type="${type}"`,
    )
  const provider = element(
    'emailProvider',
    [
      ...element('domain', domain),
      ...element('displayName', domain),
      ...element('displayShortName', domain),
      ...server('incomingServer', 'imap', receiving),
      ...sending.flatMap((one) => server('outgoingServer', 'smtp', one)),
    ],
    ` id="${domain}"`,
  )
  return xmlDocument(element('clientConfig', provider, ' version="1.1"'))
}
