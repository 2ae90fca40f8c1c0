import { createHash } from 'node:crypto'
import type { Account } from '../../contract/account.ts'
import { plist, type PlistDict } from './plist.ts'

export type MailProfile = {
  account: Pick<Account, 'address' | 'username' | 'submission' | 'incoming'>
  /** The person's own, as others see it; null: they are asked for it. */
  senderName: string | null
  /** What System Settings shows, in the person's language. */
  texts: { name: string; description: string }
}

/**
 * A configuration profile that sets Mail up on a Mac, an iPhone or an iPad (com.apple.mail.managed). It holds no
 * password: Mail asks for it, once. The same account always gives the same identifiers, so that a profile that is
 * opened again takes the place of the first one.
 */
export function mobileconfig({ account, senderName, texts }: MailProfile): string {
  const { address, username, submission, incoming } = account
  const seed = `${address.toLowerCase()}|${submission.host.toLowerCase()}|${username}`
  const mail: PlistDict = {
    PayloadType: 'com.apple.mail.managed',
    PayloadVersion: 1,
    PayloadIdentifier: `postern.${uuid(`profile|${seed}`)}.mail`,
    PayloadUUID: uuid(`mail|${seed}`),
    PayloadDisplayName: texts.name,
    EmailAccountDescription: address,
    ...(senderName === null ? {} : { EmailAccountName: senderName }),
    EmailAccountType: incoming.protocol === 'imap' ? 'EmailTypeIMAP' : 'EmailTypePOP',
    EmailAddress: address,
    IncomingMailServerAuthentication: 'EmailAuthPassword',
    IncomingMailServerHostName: incoming.host,
    IncomingMailServerPortNumber: incoming.port,
    // On ports that begin in the clear it means STARTTLS.
    IncomingMailServerUseSSL: true,
    IncomingMailServerUsername: username,
    OutgoingMailServerAuthentication: 'EmailAuthPassword',
    OutgoingMailServerHostName: submission.host,
    // Without it Mail would try 25 first.
    OutgoingMailServerPortNumber: submission.port,
    OutgoingMailServerUseSSL: true,
    OutgoingMailServerUsername: username,
    OutgoingPasswordSameAsIncomingPassword: true,
  }
  return plist({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: `postern.${uuid(`profile|${seed}`)}`,
    PayloadUUID: uuid(`profile|${seed}`),
    PayloadDisplayName: texts.name,
    PayloadDescription: texts.description,
    PayloadContent: [mail],
  })
}

const namespace = Buffer.from('5b0f6a3e8c2d4f719a64d1e07c3b9825', 'hex')

/** Version 5 (RFC 9562): the same name, the same UUID. */
function uuid(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    .toUpperCase()
}
