import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where Debian keeps what the laboratory runs; a person's PATH often lacks the sbin folders. */
export const programPath = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
].join(delimiter)

/** Program -> Debian package. */
const programs: Record<string, string> = {
  ip: 'iproute2',
  nft: 'nftables',
  postfix: 'postfix',
  dovecot: 'dovecot-core',
  dnsmasq: 'dnsmasq-base',
  tcpdump: 'tcpdump',
  swaks: 'swaks',
  openssl: 'openssl',
  nmap: 'nmap',
  perl: 'perl',
}

/** swaks says STARTTLS only with this module. */
const perlModule = { name: 'Net::SSLeay', package: 'libnet-ssleay-perl' }

/** Why the laboratory cannot run on this machine, or null: for `describe.skipIf` and its title. */
export function labUnavailable(): string | null {
  if (process.platform !== 'linux') return 'network namespaces need Linux'
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  if (!existsSync('/proc/net/if_inet6')) return 'the kernel has no IPv6'
  if (!existsSync('/dev/net/tun')) return 'no /dev/net/tun'
  const missing = Object.entries(programs).filter(([program]) => !isInstalled(program))
  if (missing.length > 0) return `not installed: ${missing.map(([, name]) => name).join(', ')}`
  const perl = spawnSync('perl', [`-M${perlModule.name}`, '-e1'], {
    env: { PATH: programPath },
    stdio: 'ignore',
  })
  return perl.status === 0 ? null : `not installed: ${perlModule.package}`
}

/** Why Thunderbird cannot be started, or null. It needs no network of the laboratory for that. */
export function thunderbirdMissing(): string | null {
  return isInstalled('thunderbird') ? null : 'not installed: thunderbird'
}

/** Why Thunderbird cannot be asked in the laboratory, or null. Only the comparison with it needs it. */
export function thunderbirdUnavailable(): string | null {
  return labUnavailable() ?? thunderbirdMissing()
}

/** Whether the program is where Debian keeps it. */
export function isInstalled(program: string): boolean {
  return programPath.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
