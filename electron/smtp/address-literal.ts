import net from 'node:net'

/** [192.0.2.5] or [IPv6:2001:db8::5] (RFC 5321, 4.1.3). */
export function addressLiteral(address: string | undefined): string {
  if (address === undefined) return '[127.0.0.1]'
  const plain = address.replace(/^::ffff:/, '').replace(/%.*$/, '')
  return net.isIPv6(plain) ? `[IPv6:${plain}]` : `[${plain}]`
}
