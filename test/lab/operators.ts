import type { CertificateAuthority } from '../fakes/certificates.ts'
import { builtIn, controls, type Host, namespaces, portal, references, relay } from './addresses.ts'
import type { OperatorsRequest, ScriptedHost } from './operators-process.ts'
import { inNamespace, mustRun } from './run.ts'
import { startScriptedProcess } from './scripted-process.ts'
import type { Session } from './smtp-script.ts'

export type HostBehaviour =
  /** `greeting` replaces the first line, for example `421 4.3.2 Busy`. */
  | { kind: 'greets'; greeting?: string; afterMs?: number }
  /** Accepts connections and never says a word. */
  | { kind: 'silent' }
  /** Every port answers with RST. */
  | { kind: 'refuses' }
  /** Every packet to it is lost. */
  | { kind: 'dead' }

/** The reference MX hosts, the controls, the ISP's relay and the portal host, by name. */
export type Operators = {
  behave(host: string, behaviour: HostBehaviour): Promise<void>
  /** All connections since the start or the last reset, in order of arrival. */
  sessions(): Promise<Session[]>
  /** All hosts greet at once again, and no sessions are recorded. */
  reset(): Promise<void>
}

export async function startOperators(authority: CertificateAuthority, logFile: string): Promise<Operators> {
  const withCertificate = async (host: Host, role: ScriptedHost['role']): Promise<ScriptedHost> => ({
    ...host,
    role,
    ...(await authority.issue({ names: [host.name] })),
  })
  const hosts = await Promise.all([
    ...[...references, ...builtIn.references, relay].map((host) => withCertificate(host, 'mx')),
    ...[...controls, ...builtIn.controls].map((host) => withCertificate(host, 'submission')),
    ...[portal, builtIn.portal].map((host) => withCertificate(host, 'portal')),
  ])
  const scripted = startScriptedProcess<OperatorsRequest>(
    namespaces.operators,
    'operators-process.ts',
    logFile,
  )
  await scripted.ask({ kind: 'start', hosts })

  const behaviours = new Map<string, HostBehaviour>()
  const operators: Operators = {
    behave: async (name, behaviour) => {
      if (!hosts.some((host) => host.name === name)) throw new Error(`no host called ${name}`)
      behaviours.set(name, behaviour)
      await filter(hosts, behaviours)
      if (behaviour.kind === 'silent') {
        await scripted.ask({ kind: 'behave', host: name, greeting: { kind: 'silent' } })
      } else if (behaviour.kind === 'greets') {
        const { greeting = null, afterMs = 0 } = behaviour
        await scripted.ask({ kind: 'behave', host: name, greeting: { kind: 'greets', greeting, afterMs } })
      }
    },
    sessions: () => scripted.ask({ kind: 'sessions' }),
    reset: async () => {
      for (const [name, behaviour] of behaviours) {
        if (!isDefault(behaviour)) await operators.behave(name, { kind: 'greets' })
      }
      await scripted.ask({ kind: 'forget' })
    },
  }
  return operators
}

function isDefault(behaviour: HostBehaviour): boolean {
  return behaviour.kind === 'greets' && behaviour.greeting === undefined && behaviour.afterMs === undefined
}

/** Refusing and dead hosts are made by the hosts' own packet filter. */
async function filter(
  hosts: readonly ScriptedHost[],
  behaviours: ReadonlyMap<string, HostBehaviour>,
): Promise<void> {
  const rules = hosts.flatMap(({ name, ipv4, ipv6 }) => {
    const action = { refuses: 'meta l4proto tcp reject with tcp reset', dead: 'drop' }
    const kind = behaviours.get(name)?.kind
    if (kind !== 'refuses' && kind !== 'dead') return []
    return [`ip daddr ${ipv4} ${action[kind]}`, `ip6 daddr ${ipv6} ${action[kind]}`]
  })
  await mustRun(
    inNamespace(namespaces.operators, ['nft', '-f', '-']),
    `
table inet hosts
delete table inet hosts
table inet hosts {
  chain arriving {
    type filter hook input priority filter; policy accept;
${rules.map((rule) => `    ${rule}`).join('\n')}
  }
}
`,
  )
}
