import type { NetworkInterfaceInfo } from 'node:os'

/** One interface as os.networkInterfaces() gives it, from addresses with prefix lengths. */
export function infos(...cidrs: readonly string[]): NetworkInterfaceInfo[] {
  return cidrs.map((cidr) => {
    const [address = '', bits = ''] = cidr.split('/')
    const internal = address === '127.0.0.1' || address === '::1'
    const shared = { address, cidr, mac: '52:54:00:00:00:02', internal }
    if (address.includes(':'))
      return { ...shared, family: 'IPv6', netmask: 'ffff:ffff:ffff:ffff::', scopeid: 0 }
    const mask = [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.max(0, Math.min(8, Number(bits) - from))))
    return { ...shared, family: 'IPv4', netmask: mask.join('.') }
  })
}
