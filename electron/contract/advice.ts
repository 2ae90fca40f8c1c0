/**
 * Every step that a check can advise, with the parameters that its text shows. The texts are in
 * assets/locales under `advice.<id>`. Ids are part of `postern check --json`: they may be added, not renamed.
 */
export const adviceParams = {
  // The network.
  'connect-network': [],
  'sign-in-to-network': [],
  'try-another-network': [],
  'use-vpn': [],
  'allow-on-this-computer': [],
  'ask-network-relay': ['hosts'],
  'avoid-port-25': [],
  'avoid-port-587': ['host'],
  'one-family-only': ['open', 'other'],
  'check-again': ['command'],
  // The mail program.
  'name-server': [],
  'use-submission-port': [],
  'use-starttls': ['host', 'port'],
  'use-tls': ['host', 'port'],
  'sign-in-password': [],
  'sign-in-password-or-oauth2': [],
  'sign-in-encrypted-password': ['mechanisms'],
  'sign-in-oauth2': [],
  'sign-in-other': ['mechanisms'],
  // The certificate and the name of the server.
  'check-server-name': ['host'],
  'use-certificate-name': ['host', 'names'],
  'compare-certificate': ['sha256'],
  'ask-about-issuer': ['issuer'],
  'set-clock': [],
  // The server, whatever it runs and whoever runs it.
  'server-start': ['host'],
  'server-firewall': ['ports', 'firewalld'],
  'server-offer-submission': ['host'],
  'server-offer-starttls': ['host', 'port'],
  'server-offer-auth': ['host', 'port'],
  'server-auth-after-tls': ['host'],
  'server-require-sign-in': ['host', 'port'],
  'server-certificate': ['host'],
  'server-complete-chain': ['host'],
  'server-renew-certificate': ['host', 'date'],
  'server-renew-certificate-soon': ['host', 'date', 'days'],
  'server-refuse-old-tls': ['host', 'versions'],
  // The owner of a Postfix, in a terminal on the server.
  'postfix-certificate': ['name'],
  'postfix-sasl': ['dovecot'],
  'postfix-submission': ['masterCf'],
  'postfix-tls-auth-only': [],
  'postfix-require-sign-in': ['service'],
  'postfix-refuse-old-tls': ['versions'],
  // What the domain tells mail programs.
  'check-announced-server': ['source', 'announced', 'host'],
  'publish-srv': ['domain', 'records'],
  'correct-srv': ['announced', 'records'],
  'publish-autoconfig': ['domain', 'settings'],
  'correct-autoconfig': ['source', 'announced', 'settings'],
} as const satisfies Record<string, readonly string[]>

export type AdviceId = keyof typeof adviceParams

export type AdviceParams<Id extends AdviceId> = Record<(typeof adviceParams)[Id][number], string | number>

/** One advised step, before it has words. */
export type AdviceStep = { [Id in AdviceId]: { id: Id; params: AdviceParams<Id> } }[AdviceId]
