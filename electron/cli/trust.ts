import type { Account } from '../contract/account.ts'
import type { MailFailure } from '../contract/failures.ts'
import { withTrusted } from '../app/add-account.ts'
import type { CommandContext } from './context.ts'
import { askYes, canAsk } from './ask.ts'
import { certificateOwner } from '../text/certificate-owner.ts'
import { alignedRows } from './terminal.ts'

type Untrusted = Extract<MailFailure, { kind: 'tls-untrusted' }>

/**
 * Shows a certificate that nobody vouches for and asks for an explicit yes. `wanted` is a fingerprint given on the command
 * line: it counts as that yes. Null where the answer is no, or where only a valid certificate could help.
 */
export async function trustByHand(
  account: Account,
  { host, certificate, pem }: Untrusted,
  wanted: string | null,
  context: CommandContext,
): Promise<Account | null> {
  const { t, terminal } = context
  if (certificate === null || pem === null) return null
  terminal.complain(t('cli.trust.title', { host }))
  const rows = [
    [t('cli.trust.owner'), certificateOwner(certificate, t)],
    [t('cli.trust.issuer'), certificate.issuer === '' ? t('cli.value.unknown') : certificate.issuer],
    [t('cli.trust.names'), certificate.names.join(', ')],
    [
      t('cli.trust.validity'),
      t('cli.trust.dates', {
        from: certificate.notBefore.slice(0, 10),
        until: certificate.notAfter.slice(0, 10),
      }),
    ],
    [t('cli.trust.fingerprint'), certificate.sha256],
  ] as const
  for (const line of alignedRows(rows, (label) => label)) terminal.complain(`  ${line}`)
  // A pinned certificate must still be valid in time: trusting it now would only fail later.
  if (certificate.reason === 'expired' || certificate.reason === 'not-yet-valid') {
    terminal.complain(t(`certificate.${certificate.reason}`))
    return null
  }
  terminal.complain(t('cli.trust.explain'))
  const yes =
    wanted !== null
      ? sameFingerprint(wanted, certificate.sha256)
      : canAsk() && (await askYes(t('cli.trust.question'), context)) === true
  if (!yes) {
    terminal.complain(t('cli.trust.declined'))
    return null
  }
  terminal.complain(t('cli.trust.trusted'))
  return withTrusted(account, { host, sha256: certificate.sha256, pem })
}

function sameFingerprint(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/[^0-9a-f]/gi, '').toLowerCase()
  return plain(a) === plain(b)
}
