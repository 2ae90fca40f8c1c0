import { personAddress, personDomain, publishedAddress, publishedDomain, server } from './addresses.ts'

/** How the person's server is set up; the defaults are a server without faults. */
export type MailSettings = {
  /** Port 587. False: its lines in master.cf are commented out, as Postfix is delivered. */
  submission: boolean
  /** Port 465, TLS from the first byte. */
  smtps: boolean
  tls: boolean
  /** SASL on the submission ports. */
  auth: boolean
  /** AUTH is offered before STARTTLS. */
  authInClear: boolean
  /** TLS 1.0 and 1.1 too, as Postfix does by itself. */
  oldTls: boolean
  delivery: 'inbox' | 'junk' | 'discarded'
  refusal: Refusal | null
}

export type Refusal =
  'greylisted' | 'over-quota' | 'over-quota-for-now' | 'sender-refused' | 'recipient-refused'

export const faultless: MailSettings = {
  submission: true,
  smtps: true,
  tls: true,
  auth: true,
  authInClear: false,
  oldTls: false,
  delivery: 'inbox',
  refusal: null,
}

/** Where Postfix keeps what. */
export type PostfixFolders = {
  config: string
  queue: string
  data: string
  mail: string
  logFile: string
  certificate: string
  key: string
  mailUid: number
}

/** Lines that the test appended; they stay until the next configuration. */
export type Appended = { mainCf: string; masterCf: string }

/** All files of Postfix's configuration folder. Tables are texthash: read as they are, without postmap. */
export function configurationFiles(
  settings: MailSettings,
  folders: PostfixFolders,
  appended: Appended,
): Record<string, string> {
  return {
    'main.cf': mainCf(settings, folders) + appended.mainCf,
    'master.cf': masterCf(settings) + appended.masterCf,
    mailboxes: [personAddress, publishedAddress]
      .map((address) => `${address} ${mailbox}${settings.delivery === 'junk' ? '.Junk/' : ''}\n`)
      .join(''),
    transports: settings.delivery === 'discarded' ? `${personAddress} discard:\n` : '',
    senders: settings.refusal === 'sender-refused' ? `${personAddress} ${refusals['sender-refused']}\n` : '',
    recipients:
      settings.refusal === null || settings.refusal === 'sender-refused'
        ? ''
        : `${personAddress} ${refusals[settings.refusal]}\n`,
  }
}

const mailbox = `${personDomain}/hanako/Maildir/`

const refusals: Record<Refusal, string> = {
  greylisted: '450 4.2.0 Greylisted, try again later',
  'over-quota': '552 5.2.2 Mailbox is full',
  'over-quota-for-now': '452 4.2.2 Mailbox is full',
  'sender-refused': '553 5.7.1 Not owned by this user',
  'recipient-refused': '550 5.1.1 User unknown',
}

function mainCf(settings: MailSettings, folders: PostfixFolders): string {
  return `
compatibility_level = 3.6
queue_directory = ${folders.queue}
data_directory = ${folders.data}
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${folders.logFile}
maillog_file_prefixes = ${folders.logFile}

myhostname = ${server.name}
mydestination =
alias_maps =
inet_interfaces = all
inet_protocols = all
mynetworks = 127.0.0.0/8 [::1]/128
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_sender_restrictions = check_sender_access texthash:${folders.config}/senders
smtpd_recipient_restrictions = check_recipient_access texthash:${folders.config}/recipients

virtual_mailbox_domains = ${personDomain}, ${publishedDomain}
virtual_mailbox_base = ${folders.mail}
virtual_mailbox_maps = texthash:${folders.config}/mailboxes
virtual_uid_maps = static:${folders.mailUid}
virtual_gid_maps = static:${folders.mailUid}
transport_maps = texthash:${folders.config}/transports

smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_cert_file = ${folders.certificate}
smtpd_tls_key_file = ${folders.key}
smtpd_tls_security_level = ${settings.tls ? 'may' : 'none'}
smtpd_tls_auth_only = ${settings.authInClear ? 'no' : 'yes'}
smtpd_tls_received_header = yes
${settings.oldTls ? '' : 'smtpd_tls_protocols = >=TLSv1.2\nsmtpd_tls_mandatory_protocols = >=TLSv1.2\n'}`
}

function masterCf(settings: MailSettings): string {
  const { submission, smtps, tls, auth, authInClear } = settings
  const sasl = [
    `  -o smtpd_sasl_auth_enable=${auth ? 'yes' : 'no'}`,
    '  -o smtpd_client_restrictions=permit_sasl_authenticated,reject',
  ]
  const submissionLines = [
    'submission inet n - n - - smtpd',
    ...(tls && !authInClear ? ['  -o smtpd_tls_security_level=encrypt'] : []),
    ...sasl,
  ]
  const smtpsLines = ['465 inet n - n - - smtpd', '  -o smtpd_tls_wrappermode=yes', ...sasl]
  return [
    'smtp inet n - n - - smtpd',
    ...submissionLines.map((line) => (submission ? line : `#${line}`)),
    ...smtpsLines.map((line) => (smtps && tls ? line : `#${line}`)),
    ...innerServices,
    '',
  ].join('\n')
}

const innerServices = [
  'pickup unix n - n 60 1 pickup',
  'cleanup unix n - n - 0 cleanup',
  'qmgr unix n - n 300 1 qmgr',
  'tlsmgr unix - - n 1000? 1 tlsmgr',
  'rewrite unix - - n - - trivial-rewrite',
  'bounce unix - - n - 0 bounce',
  'defer unix - - n - 0 bounce',
  'trace unix - - n - 0 bounce',
  'verify unix - - n - 1 verify',
  'flush unix n - n 1000? 0 flush',
  'proxymap unix - - n - - proxymap',
  'smtp unix - - n - - smtp',
  'error unix - - n - - error',
  'retry unix - - n - - error',
  'discard unix - - n - - discard',
  'virtual unix - n n - - virtual',
  'anvil unix - - n - 1 anvil',
  'scache unix - - n - 1 scache',
  'postlog unix-dgram n - n - 1 postlogd',
]

/** The ports of master(5)'s inet services in a master.cf, by number. */
export function inetPorts(masterCfText: string): Set<number> {
  const names: Record<string, number> = { smtp: 25, submission: 587, smtps: 465, submissions: 465 }
  const services = masterCfText.split('\n').map((line) => /^([\w-]+)\s+inet\s/.exec(line)?.[1])
  return new Set(services.filter((name) => name !== undefined).map((name) => names[name] ?? Number(name)))
}
