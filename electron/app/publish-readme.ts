import type { MailServer } from '../contract/account.ts'
import type { MailSettings } from '../contract/publish.ts'
import { webFolder } from '../publish/web-servers.ts'
import type { Translate } from '../text/translate.ts'

/** What each file is for and where it goes, for the owner of the domain. */
export function readme(settings: MailSettings, files: readonly { path: string }[], t: Translate): string {
  const { domain, sending, receiving, username } = settings
  const has = (path: string) => files.some((file) => file.path === path)
  const pacc = 'www/.well-known/user-agent-configuration.json'
  const serves = (names: readonly string[]) => names.map((name) => `- ${name}.${domain}`)
  return [
    `# ${t('publish.readme.title', { domain })}`,
    '',
    `- ${t('publish.label.sending')}: ${sending.map(serverText).join(', ')}`,
    `- ${t('publish.label.receiving')}: IMAP ${serverText(receiving)}`,
    `- ${t('publish.label.username')}: ${t(`publish.username.${username}`)}`,
    '',
    `## ${t('publish.readme.web')}`,
    '',
    t('publish.readme.names'),
    '',
    ...serves(['autoconfig', 'autodiscover', ...(has(pacc) ? ['ua-auto-config'] : [])]),
    '',
    t('publish.readme.copy', { folder: webFolder }),
    '',
    t('publish.readme.site'),
    '',
    t('publish.readme.files'),
    '',
    `- https://autoconfig.${domain}/mail/config-v1.1.xml: ${t('publish.readme.for.autoconfig')}`,
    `- https://autodiscover.${domain}/autodiscover/autodiscover.xml: ${t('publish.readme.for.autodiscover')}`,
    ...(has(pacc)
      ? [
          `- https://ua-auto-config.${domain}/.well-known/user-agent-configuration.json: ${t('publish.readme.for.pacc')}`,
        ]
      : []),
    ...(username === 'local-part' ? ['', t('publish.readme.local-part')] : []),
    '',
    `## ${t('publish.readme.dns')}`,
    '',
    t('publish.readme.zone', { domain }),
    '',
    '## Apple Mail',
    '',
    t('publish.readme.apple', { file: `apple/${domain}.mobileconfig` }),
    '',
    `## ${t('publish.readme.check')}`,
    '',
    t('publish.readme.check.how'),
    '',
    '```sh',
    `postern publish ${domain} --check`,
    '```',
    '',
  ].join('\n')
}

function serverText({ host, port, security }: MailServer): string {
  return `${host}:${port} (${security === 'tls' ? 'TLS' : 'STARTTLS'})`
}
