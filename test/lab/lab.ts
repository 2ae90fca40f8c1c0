import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCertificateAuthority } from '../fakes/certificates.ts'
import { controlPorts, controls, namespacePrefix, namespaces, portal, references } from './addresses.ts'
import { type Capture, startCapture } from './captures.ts'
import { type ClientFilter, createClientFilter } from './client-filter.ts'
import { startDns } from './dns.ts'
import { removeLeftovers } from './leftovers.ts'
import { takeLock } from './lock.ts'
import { type Operators, startOperators } from './operators.ts'
import { type Router, startRouter } from './router.ts'
import { type Argv, inNamespace, run, type RunOptions, type RunResult } from './run.ts'
import { type PersonsServer, startServer } from './server.ts'
import { buildTopology, type Nowhere, setNowhere } from './topology.ts'
import { startWeb, type Web } from './web.ts'

/** A network on this machine: a person's computer, the ISP, the internet and the person's own mail server. */
export type Lab = {
  router: Router
  server: PersonsServer
  operators: Operators
  /** What the core answers for addresses where nothing can be (192.0.2.1, 2001:db8:ffff::1). */
  nowhere(kind: Nowhere): Promise<void>
  /** The client's own computer stops outgoing port 25, as a security program does; or no longer. */
  clientFilter(filter: ClientFilter): Promise<void>
  /** Runs a command on the client's computer. */
  client(argv: Argv, options?: RunOptions): Promise<RunResult>
  /** Runs the built command there, with a home of its own that lasts as long as the laboratory. */
  postern(args: readonly string[], options?: RunOptions): Promise<RunResult>
  /** `--reference`, `--control` and `--portal-url` for the hosts here. */
  referenceArgs: readonly string[]
  /** Starts the web and mail servers of mail-domains.ts. They stay until the laboratory closes. */
  startWeb(): Promise<Web>
  /** The laboratory's certificate authority, as a PEM file. */
  authorityFile: string
  /** Starts recording the client's SYNs; `filter` in the language of pcap-filter(7). */
  packets(filter?: string): Promise<Capture>
  /** No faults anywhere, no mail, no recorded sessions: the state after the start. */
  reset(): Promise<void>
  close(): Promise<void>
}

const command = fileURLToPath(new URL('../../out/cli/postern.js', import.meta.url))

const referenceArgs: readonly string[] = [
  ...references.flatMap(({ name }) => ['--reference', name]),
  ...controls.flatMap(({ name }) => controlPorts.flatMap((port) => ['--control', `${name}:${port}`])),
  '--portal-url',
  `http://${portal.name}/generate_204`,
]

/** Builds the network and starts its servers, in seconds. Waits for another laboratory on this machine to close. */
export async function createLab(): Promise<Lab> {
  const releaseLock = await takeLock()
  const janitor = startJanitor()
  let closed: Promise<void> | null = null
  const close = () => {
    closed ??= (async () => {
      await removeLeftovers()
      janitor.kill()
      await releaseLock()
    })()
    return closed
  }
  try {
    await removeLeftovers()
    return await build(close)
  } catch (error) {
    await close()
    throw error
  }
}

/** A process of its own session, so that what kills the tests does not kill it. */
function startJanitor(): ChildProcess {
  const script = fileURLToPath(new URL('janitor-process.ts', import.meta.url))
  const janitor = spawn(process.execPath, [script], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  janitor.unref()
  janitor.channel?.unref()
  return janitor
}

async function build(close: () => Promise<void>): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), namespacePrefix))
  await chmod(folder, 0o711) // Postfix and Dovecot drop root and must still get to their own folders
  const authority = await createCertificateAuthority('Postern laboratory')
  const authorityFile = join(folder, 'authority.pem')
  await writeFile(authorityFile, authority.certPem)
  const cable = await buildTopology(join(folder, 'cable.log'))
  const [router, operators, server] = await Promise.all([
    startRouter(cable, join(folder, 'middlebox.log')),
    startOperators(authority, join(folder, 'operators.log')),
    startServer(join(folder, 'server'), authority),
    startDns(folder),
  ])

  const home = join(folder, 'home')
  await mkdir(home, { mode: 0o700 })
  const environment = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    NODE_EXTRA_CA_CERTS: authorityFile,
  }
  const client: Lab['client'] = (argv, options = {}) =>
    run(inNamespace(namespaces.client, argv), { ...options, env: { ...environment, ...options.env } })

  const clientFilter = createClientFilter()
  let captures = 0
  const lab: Lab = {
    router,
    server,
    operators,
    nowhere: setNowhere,
    clientFilter,
    client,
    postern: (args, options) => client([process.execPath, command, ...args], options),
    referenceArgs,
    authorityFile,
    startWeb: () => startWeb(authority, join(folder, 'web.log')),
    packets: (filter) => startCapture(filter ?? null, join(folder, `capture-${++captures}.log`)),
    reset: async () => {
      await Promise.all([router.reset(), operators.reset(), server.reset()])
      await clientFilter('none')
      await setNowhere('silent')
    },
    close,
  }
  return lab
}
