import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Lab } from './lab.ts'

/** What Thunderbird's Account Setup finds for an address, asked of the real Thunderbird on the client's computer. */
export type ThunderbirdAnswer = {
  address: string
  /** From the question to what a person is shown. The program runs already. */
  ms: number
  found: {
    host: string
    port: number
    security: 'tls' | 'starttls' | 'plain'
    /** nsMsgAuthMethod: 1 none, 3 password, 10 OAuth2. */
    auth: number
    /** Thunderbird's own word for it, such as `xml-from-db` or `guess`. */
    source: string
  } | null
}

export type FinderRequest = { addresses: readonly string[]; atOnce: number; authorityPem: string }

/** Asks for all addresses, `atOnce` of them at the same time; the answers are in their order. */
export async function askThunderbird(
  lab: Lab,
  addresses: readonly string[],
  atOnce: number,
): Promise<{ version: string; answers: ThunderbirdAnswer[] }> {
  const script = fileURLToPath(new URL('thunderbird-finder-process.ts', import.meta.url))
  const request: FinderRequest = {
    addresses,
    atOnce,
    authorityPem: await readFile(lab.authorityFile, 'utf8'),
  }
  const { code, stdout, stderr } = await lab.client([process.execPath, script], {
    stdin: JSON.stringify(request),
  })
  if (code !== 0 || !stdout.startsWith('{')) throw new Error(`Thunderbird: ${stdout}${stderr}`)
  return JSON.parse(stdout) as Awaited<ReturnType<typeof askThunderbird>>
}
