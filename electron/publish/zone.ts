import type { MailSettings } from '../contract/publish.ts'
import { paccRecord } from './pacc.ts'

/** The names under which the files of the web server are asked for. */
export function webNames(domain: string, pacc: boolean): string[] {
  return [`autoconfig.${domain}`, `autodiscover.${domain}`, ...(pacc ? [`ua-auto-config.${domain}`] : [])]
}

/**
 * Records for the domain's zone, in the format of zone files (RFC 1035): where mail is sent and read (RFC 6186, RFC 8314
 * section 5.1), where Outlook asks, and the digest of the PACC document.
 */
export function zoneRecords(settings: MailSettings, pacc: string | null): string[] {
  const { domain, sending, receiving } = settings
  const record = (name: string, type: string, data: string) => `${name}.${domain}. 3600 IN ${type} ${data}`
  return [
    // Each service has a name of its own, so the priorities say which of the services to prefer (RFC 6186, 3.3).
    ...sending.map(({ host, port, security }) =>
      security === 'tls'
        ? record('_submissions._tcp', 'SRV', `0 1 ${port} ${host}.`)
        : record('_submission._tcp', 'SRV', `10 1 ${port} ${host}.`),
    ),
    record('_imaps._tcp', 'SRV', `0 1 ${receiving.port} ${receiving.host}.`),
    record('_autodiscover._tcp', 'SRV', `0 1 443 autodiscover.${domain}.`),
    ...(pacc === null ? [] : [record('_ua-auto-config', 'TXT', `"${paccRecord(pacc)}"`)]),
  ]
}
