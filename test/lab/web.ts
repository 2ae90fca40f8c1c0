import type { CertificateAuthority } from '../fakes/certificates.ts'
import { namespaces, web } from './addresses.ts'
import { certifiedNames, pages } from './mail-domains.ts'
import { startProviders } from './providers.ts'
import { startScriptedProcess } from './scripted-process.ts'
import type { WebRequest } from './web-process.ts'

/** The web server of the domains in mail-domains.ts, beside their mail servers. */
export type Web = {
  /** The URLs that were asked for since the last call, with their query. */
  asked(): Promise<string[]>
}

export async function startWeb(authority: CertificateAuthority, logFile: string): Promise<Web> {
  await startProviders(authority, logFile)
  const [first = web.name, ...others] = certifiedNames
  const certificate = await authority.issue({ names: [first, ...others] })
  const scripted = startScriptedProcess<WebRequest>(namespaces.operators, 'web-process.ts', logFile)
  await scripted.ask({ kind: 'start', host: web, pages, ...certificate })
  return {
    asked: async () => (await scripted.ask({ kind: 'asked' })).map(({ commands }) => commands.join(' ')),
  }
}
