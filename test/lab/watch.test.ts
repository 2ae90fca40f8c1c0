import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { CheckReport, type NetworkReport } from '../../electron/contract/check.ts'
import { HistoryEntry, WatchEvent } from '../../electron/contract/history.ts'
import { plugIn } from './adapter.ts'
import { client as computer, gateway, nameServer, namespaces } from './addresses.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable, programPath } from './requirements.ts'
import { inNamespace, mustRun, waitUntil } from './run.ts'
import { accessInterface } from './topology.ts'

const reason = labUnavailable()
const command = fileURLToPath(new URL('../../out/cli/postern.js', import.meta.url))
const steered = fileURLToPath(new URL('watch-process.ts', import.meta.url))
const resolvConf = `/etc/netns/${namespaces.client}/resolv.conf`
const otherMac = '02:00:5e:10:00:99'
/** A poll, the time to settle, a check and a slow machine. */
const changeMs = 25_000

describe.skipIf(reason !== null)(
  `postern watch in the laboratory${reason === null ? '' : ` (${reason})`}`,
  { timeout: 120_000 },
  () => {
    let lab: Lab
    let config: string
    let routerMac: string
    beforeAll(async () => {
      lab = await createLab()
      const link = await mustRun(['ip', '-n', namespaces.router, 'link', 'show', accessInterface])
      routerMac = /link\/ether (\S+)/.exec(link)?.[1] ?? ''
    })
    afterAll(() => lab.close())
    beforeEach(async () => {
      await lab.reset()
      config = await mkdtemp(path.join(tmpdir(), 'postern-watch-'))
    })
    afterEach(async () => {
      await setRouterMac(routerMac)
      await setSuffix('')
      await lab.router.mode('none')
      await rm(config, { recursive: true })
    })

    const setRouterMac = (mac: string) =>
      mustRun(['ip', '-n', namespaces.router, 'link', 'set', accessInterface, 'address', mac])
    const setSuffix = (search: string) => writeFile(resolvConf, `nameserver ${nameServer.ipv4}\n${search}\n`)
    const client = (...commands: string[]) =>
      mustRun(['ip', '-n', namespaces.client, '-batch', '-'], commands.map((line) => `${line}\n`).join(''))
    const adapter = async (
      ...[name, kind, address]: ['docker0' | 'eth7' | 'vpn0', 'tap' | 'tun', string]
    ) => {
      const unplug = await plugIn(name, kind, address, path.join(config, 'adapter.log'))
      onTestFinished(unplug)
      return unplug
    }
    const environment = () => ({
      PATH: programPath,
      LANG: 'C.UTF-8',
      HOME: config,
      XDG_CONFIG_HOME: config,
      NODE_EXTRA_CA_CERTS: lab.authorityFile,
    })

    /** Starts `watch --json` on the client's computer. */
    function startWatch(script: string) {
      const [program, ...args] = inNamespace(namespaces.client, [
        process.execPath,
        script,
        ...['watch', '--json', ...lab.referenceArgs],
      ])
      const child = spawn(program, args, { env: environment(), stdio: ['pipe', 'pipe', 'pipe'] })
      const exit = once(child, 'exit') as Promise<[number | null]>
      const events: WatchEvent[] = []
      let complaints = ''
      child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
      const reader = createInterface({ input: child.stdout })
      reader.on('line', (line) => events.push(WatchEvent.parse(JSON.parse(line))))
      onTestFinished(async () => {
        child.kill('SIGKILL')
        await exit
      })
      return {
        /** The events, once there are that many. */
        sees: async (count: number) => {
          const isThere = () => events.length >= count
          await waitUntil(`event ${count} of postern watch`, isThere, changeMs).catch((error: unknown) => {
            throw new Error(complaints, { cause: error })
          })
          expect(events).toHaveLength(count)
          return events.map(({ change, network, outbound25 }) =>
            [change, network.kind ?? 'offline', outbound25.verdict, outbound25.mechanism].join(' '),
          )
        },
        events,
        advance: (ms: number) => child.stdin.write(`advance ${ms}\n`),
        interrupt: async () => {
          child.kill('SIGINT')
          return (await exit)[0]
        },
      }
    }
    /** What `check --json` says of the network. */
    async function networkOfCheck(...options: string[]): Promise<NetworkReport> {
      const { stdout } = await lab.client(
        [process.execPath, command, 'check', '--json', ...options, ...lab.referenceArgs],
        { env: environment() },
      )
      return CheckReport.parse(JSON.parse(stdout)).network
    }
    const ids = (events: readonly WatchEvent[]) => events.map(({ network }) => network.id)

    test('home, offline, a café that drops port 25, and home again', async () => {
      const { sees, events, interrupt } = startWatch(command)
      expect(await sees(1)).toEqual(['network wired open '])
      await lab.router.mode('link-down')
      expect((await sees(2))[1]).toBe('network offline offline ')

      await setRouterMac(otherMac)
      await lab.router.mode('drop')
      expect((await sees(3))[2]).toBe('network wired blocked drop')
      await lab.router.mode('link-down')
      await sees(4)

      await setRouterMac(routerMac)
      await lab.router.mode('none')
      expect((await sees(5))[4]).toBe('network wired open ')
      const [home, away, cafe, , homeAgain] = events
      expect(home?.network).toMatchObject({ gateway: gateway.ipv4, interface: 'wan' })
      expect(cafe?.network.gateway).toBe(gateway.ipv4)
      expect(ids(events)).toEqual([home?.network.id, null, cafe?.network.id, null, home?.network.id])
      expect(cafe?.network.id).not.toBe(home?.network.id)
      expect(away?.checkedAt).toBeNull()
      // What the earlier visit showed is told at once; the check that follows, if that is long ago, shows the same.
      expect(homeAgain?.checkedAt).toBe(home?.checkedAt)
      expect(await interrupt()).toBe(130)

      const file = path.join(config, 'postern', 'history.jsonl')
      const kept = (await readFile(file, 'utf8')).trim().split('\n')
      const history = kept.map((line) => HistoryEntry.parse(JSON.parse(line)))
      expect(history.slice(0, 2).map(({ networkId, outbound25 }) => [networkId, outbound25.verdict])).toEqual(
        [
          [home?.network.id, 'open'],
          [cafe?.network.id, 'blocked'],
        ],
      )
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      const shown = await lab.client([process.execPath, command, 'history', '--json'], { env: environment() })
      expect(JSON.parse(shown.stdout)).toEqual(history)
      const read = await lab.client([process.execPath, command, 'history'], { env: environment() })
      expect(read.stdout).toMatch(/^[\d-]{10} [\d:]{8} {2}Network [0-9a-f]{8} {2}Port 25 is open here\.\n/)
      const names = { [home?.network.id ?? '']: { name: 'Home', suffix: null, gateway: null } }
      await writeFile(path.join(config, 'postern', 'networks.json'), JSON.stringify(names))
      const named = await lab.client([process.execPath, command, 'history'], { env: environment() })
      expect(named.stdout).toMatch(/^[\d-]{10} [\d:]{8} {2}Network Home {2}Port 25 is open here\.\n/)
    })

    test('another verdict of the same network is noticed when 15 minutes are over', async () => {
      await lab.router.mode('drop')
      const { sees, events, advance, interrupt } = startWatch(steered)
      expect(await sees(1)).toEqual(['network wired blocked drop'])
      await lab.router.mode('none')
      advance(15 * 60_000)
      expect((await sees(2))[1]).toBe('verdict wired open ')
      expect(new Set(ids(events)).size).toBe(1)
      expect(await interrupt()).toBe(130)
    })

    test('what is no change of network is told by nothing: addresses, DHCP, Docker, a second interface', async () => {
      const { sees, events, advance } = startWatch(steered)
      await sees(1)
      await adapter('docker0', 'tap', '172.17.0.1/16')
      await adapter('eth7', 'tap', '172.30.0.5/24')
      await client('addr add 198.51.100.11/26 dev wan', 'addr add 2001:db8:1:10:a:b:c:d/64 dev wan nodad')
      advance(60_000)
      expect((await networkOfCheck()).id).toBe(events[0]?.network.id)
      await client('addr del 198.51.100.11/26 dev wan', 'addr del 2001:db8:1:10:a:b:c:d/64 dev wan')
      advance(60_000)
      // The next event is the first: nothing came in between.
      await setSuffix('search café.example')
      advance(60_000)
      expect((await sees(2))[1]).toBe('network wired open ')
      expect(new Set(ids(events)).size).toBe(2)
    })

    test('IPv6 alone: the router and its MAC are found, and make another network', async () => {
      const home = await networkOfCheck()
      expect(home.id).toMatch(/^[0-9a-f]{64}$/)
      onTestFinished(async () => {
        await client(`addr add ${computer.ipv4}/26 dev wan`, `route replace default via ${gateway.ipv4}`)
      })
      await client(`addr del ${computer.ipv4}/26 dev wan`)
      const there = await networkOfCheck('--timeout', '2')
      expect(there.gateway).toBe(gateway.ipv6)
      expect(there.id).toMatch(/^[0-9a-f]{64}$/)
      expect(there.id).not.toBe(home.id)
    })

    test('a VPN up and down, another gateway, another IPv6 prefix', async () => {
      const { sees, events, advance } = startWatch(steered)
      await sees(1)
      const hangUp = await adapter('vpn0', 'tun', '10.8.0.2/24')
      await client('route add 0.0.0.0/1 dev vpn0', 'route add 128.0.0.0/1 dev vpn0')
      advance(60_000)
      expect((await sees(2))[1]).toMatch(/^network vpn /)
      expect(events[1]?.network).toMatchObject({ gateway: null, interface: 'vpn0' })
      await hangUp()
      advance(60_000)
      await sees(3)
      expect(events[2]?.network).toEqual(events[0]?.network)

      await mustRun(['ip', '-n', namespaces.router, 'addr', 'add', '198.51.100.2/26', 'dev', accessInterface])
      await client('route replace default via 198.51.100.2')
      advance(60_000)
      await sees(4)
      expect(events[3]?.network.gateway).toBe('198.51.100.2')
      await client(`route replace default via ${gateway.ipv4}`)
      await mustRun(['ip', '-n', namespaces.router, 'addr', 'del', '198.51.100.2/26', 'dev', accessInterface])
      advance(60_000)
      await sees(5)

      await client('addr add 2001:db8:1:11::10/64 dev wan nodad')
      onTestFinished(async () => {
        await client('addr del 2001:db8:1:11::10/64 dev wan')
      })
      advance(60_000)
      await sees(6)
      expect(new Set(ids(events)).size).toBe(4)
    })
  },
)
