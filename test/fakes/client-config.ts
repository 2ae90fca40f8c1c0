/** A server as an autoconfig document names it. */
export type ConfigServer = {
  host: string
  port: number
  socketType: string
  authentication?: string[]
  username?: string
}

/** An autoconfig document as providers publish it. */
export function clientConfig(servers: {
  outgoing?: ConfigServer[]
  imap?: ConfigServer[]
  pop3?: ConfigServer[]
}): string {
  const element = (name: string, type: string) => (server: ConfigServer) => `
    <${name} type="${type}">
      <hostname>${server.host}</hostname>
      <port>${server.port}</port>
      <socketType>${server.socketType}</socketType>
      ${(server.authentication ?? ['password-cleartext']).map((one) => `<authentication>${one}</authentication>`).join('')}
      <username>${server.username ?? '%EMAILADDRESS%'}</username>
    </${name}>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="example.jp">
    <domain>example.jp</domain>
    <displayName>Example &amp; Co.</displayName>
    ${(servers.imap ?? []).map(element('incomingServer', 'imap')).join('')}
    ${(servers.pop3 ?? []).map(element('incomingServer', 'pop3')).join('')}
    ${(servers.outgoing ?? []).map(element('outgoingServer', 'smtp')).join('')}
  </emailProvider>
</clientConfig>
`
}
