import type { MailSettings } from '../contract/publish.ts'
import { autoconfigXml } from './autoconfig.ts'
import { autodiscoverXml } from './autodiscover.ts'
import { paccJson } from './pacc.ts'
import { apacheSite, nginxSite } from './web-servers.ts'
import { webNames, zoneRecords } from './zone.ts'

/** A file with its path in the folder, parted by "/". */
export type SiteFile = { path: string; content: string }

/** Everything that is the same in every language: what goes onto the web server and into DNS. */
export function siteFiles(settings: MailSettings): SiteFile[] {
  const pacc = paccJson(settings)
  const names = webNames(settings.domain, pacc !== null)
  return [
    { path: 'www/mail/config-v1.1.xml', content: autoconfigXml(settings) },
    { path: 'www/autodiscover/autodiscover.xml', content: autodiscoverXml(settings) },
    ...(pacc === null ? [] : [{ path: 'www/.well-known/user-agent-configuration.json', content: pacc }]),
    { path: 'web-server/nginx.conf', content: nginxSite(names) },
    { path: 'web-server/apache.conf', content: apacheSite(names) },
    { path: 'dns/zone.txt', content: `${zoneRecords(settings, pacc).join('\n')}\n` },
  ]
}
