import type { SubmissionPort } from '../contract/check.ts'

/** The chroot column of master.cf: Debian and Ubuntu keep a jail ready (`y`); `n` works everywhere. */
export type Chroot = 'y' | 'n'

/**
 * Entries for Postfix's master.cf (5) that offer mail submission on the given ports, ready to be appended:
 * of two entries for one service Postfix uses the last. They stand on their own, whatever main.cf says of
 * restrictions: a client that has signed in may send anywhere, any other may send nowhere.
 */
export function postfixMasterCf(ports: readonly SubmissionPort[], chroot: Chroot = 'n'): string {
  return ports.map((port) => entry(port, chroot)).join('\n')
}

function entry(port: SubmissionPort, chroot: Chroot): string {
  const options = [
    ...securityOptions(port),
    'smtpd_sasl_auth_enable=yes',
    // `no` in main.cf would refuse everyone at the greeting, before they can sign in.
    'smtpd_delay_reject=yes',
    'smtpd_client_restrictions=permit_sasl_authenticated,reject',
    // What main.cf asks of other servers (names, block lists) does not fit a laptop that signs in.
    'smtpd_helo_restrictions=',
    'smtpd_relay_restrictions=permit_sasl_authenticated,reject',
    'smtpd_recipient_restrictions=',
  ]
  const service = serviceName(port).padEnd('submission'.length)
  return [
    `${service} inet n       -       ${chroot}       -       -       smtpd`,
    ...options.map((option) => `  -o ${option}`),
  ].join('\n')
}

function securityOptions(port: SubmissionPort): string[] {
  switch (port) {
    case 587:
      // `encrypt` refuses both mail and AUTH before STARTTLS.
      return ['syslog_name=postfix/submission', 'smtpd_tls_security_level=encrypt']
    case 465:
      return [
        'syslog_name=postfix/submissions',
        'smtpd_tls_security_level=encrypt',
        'smtpd_tls_wrappermode=yes',
      ]
  }
}

/** The service's name in master.cf. Port 465 is named `smtps` or `submissions` in /etc/services, or not at all. */
export function serviceName(port: SubmissionPort): string {
  switch (port) {
    case 587:
      return 'submission'
    case 465:
      return '465'
  }
}

/** Dovecot's SASL service where Postfix looks for it by `smtpd_sasl_path=private/auth`; a file of its own in conf.d. */
export const dovecotSaslListener = `service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}`
