import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { client, gateway, namespaces, operatorHosts, personDomain, server } from './addresses.ts'
import { mailDomainRecords } from './mail-domains.ts'
import { inNamespace, startDaemon, waitUntil } from './run.ts'
import { listeningPorts } from './sockets.ts'

/** The ISP's resolver, which knows the laboratory's names and nothing else. */
export async function startDns(folder: string): Promise<void> {
  const config = join(folder, 'dnsmasq.conf')
  await writeFile(config, configuration())
  const { pid } = startDaemon(
    inNamespace(namespaces.operators, ['dnsmasq', '--keep-in-foreground', `--conf-file=${config}`]),
    join(folder, 'dnsmasq.log'),
  )
  await waitUntil('dnsmasq listens', () => listeningPorts(pid, 'udp').has(53))
}

function configuration(): string {
  const hosts = [client, gateway, server, ...operatorHosts]
  const srv = { '_submission._tcp': 587, '_submissions._tcp': 465, '_imap._tcp': 143, '_imaps._tcp': 993 }
  return [
    'user=root',
    'no-hosts',
    'no-resolv',
    // Without this, a name that is not here is "refused" instead of "does not exist".
    'local=/#/',
    'pid-file',
    'log-facility=-',
    ...hosts.map(({ name, ipv4, ipv6 }) => `host-record=${name},${ipv4},${ipv6}`),
    `mx-host=${personDomain},${server.name},10`,
    ...Object.entries(srv).map(
      ([service, port]) => `srv-host=${service}.${personDomain},${server.name},${port}`,
    ),
    ...['alpha', 'bravo', 'charlie'].map((name) => `mx-host=${name}.example,mx.${name}.example,10`),
    ...mailDomainRecords,
    '',
  ].join('\n')
}
