import { type CertificateAuthority, createSelfSigned } from '../fakes/certificates.ts'
import { namespaces, providers } from './addresses.ts'
import { usualNames } from './mail-domains.ts'
import type { Provider, ProvidersRequest } from './providers-process.ts'
import { inNamespace, mustRun } from './run.ts'
import { startScriptedProcess } from './scripted-process.ts'

/** Mail servers that are found by trying the usual names: one without faults, and three that could be better. */
export async function startProviders(authority: CertificateAuthority, logFile: string): Promise<void> {
  const { usual, bare, selfSigned, filtered } = providers
  const secured = { 465: 'tls', 587: 'starttls', 143: 'starttls', 993: 'tls' } as const
  const hosts: Provider[] = [
    { ...usual, ports: secured, ...(await authority.issue({ names: [usual.name, ...usualNames] })) },
    // The certificate is never shown.
    {
      ...bare,
      ports: { 25: 'plain', 587: 'plain', 143: 'plain' },
      ...(await authority.issue({ names: [bare.name] })),
    },
    { ...selfSigned, ports: secured, ...(await createSelfSigned({ names: [selfSigned.name] })) },
    {
      ...filtered,
      ports: { ...secured, 25: 'plain' },
      ...(await authority.issue({ names: [filtered.name] })),
    },
  ]
  const scripted = startScriptedProcess<ProvidersRequest>(
    namespaces.operators,
    'providers-process.ts',
    logFile,
  )
  await scripted.ask({ kind: 'start', hosts })
  await mustRun(
    inNamespace(namespaces.operators, ['nft', '-f', '-']),
    `
table inet providers {
  chain arriving {
    type filter hook input priority filter; policy accept;
    ip daddr ${filtered.ipv4} tcp dport { 465, 587 } drop
    ip6 daddr ${filtered.ipv6} tcp dport { 465, 587 } drop
  }
}
`,
  )
}
