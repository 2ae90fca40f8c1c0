import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { gateway, namespaces } from './addresses.ts'
import { inNamespace, run, startDaemon, waitUntil } from './run.ts'
import { accessInterface } from './topology.ts'

/** The first packet of a connection attempt, or one of its repetitions. */
export type Syn = {
  /** Unix time in milliseconds, from the kernel's capture. */
  atMs: number
  from: string
  fromPort: number
  to: string
  toPort: number
}

export type Capture = {
  /** Ends the capture and returns what it saw, in order. */
  stop(): Promise<Syn[]>
}

/** SYN without ACK; the `tcp[...]` of pcap-filter(7) knows IPv4 only, so IPv6 counts its own offset. */
const synFilter = '((ip and tcp[13] & 0x12 == 0x02) or (ip6 and ip6[6] == 6 and ip6[53] & 0x12 == 0x02))'

/** A datagram to the router's discard port (RFC 863), which nothing else uses. */
const marker = { port: 9, command: `echo > /dev/udp/${gateway.ipv4}/9` }

/** Captures SYNs on the router's interface towards the client; `filter` is in pcap-filter(7)'s language. */
export async function startCapture(filter: string | null, logFile: string): Promise<Capture> {
  const wanted = filter === null ? synFilter : `(${synFilter} and (${filter}))`
  const expression = `${wanted} or (udp dst port ${marker.port})`
  const { child, stop } = startDaemon(
    inNamespace(namespaces.router, [
      ...(['tcpdump', '-i', accessInterface, '-Q', 'in', '-n', '-tt', '-l', '--immediate-mode'] as const),
      ...['-Z', 'root', expression],
    ]),
    logFile,
    { stdout: 'pipe' },
  )
  if (child.stdout === null) throw new Error('tcpdump was started without a pipe')
  const syns: Syn[] = []
  let sawMarker = false
  createInterface({ input: child.stdout }).on('line', (line) => {
    const syn = parseSyn(line)
    if (syn !== null) syns.push(syn)
    else if (line.includes(' UDP')) sawMarker = true
  })
  await waitUntil('tcpdump listens', async () => (await readFile(logFile, 'utf8')).includes('listening on'))
  return {
    stop: async () => {
      // tcpdump drops what it has not read when it is told to stop. Packets keep their order: once the marker is
      // seen, all before it are. With the link down no marker leaves, and nothing else did.
      const sent = await run(inNamespace(namespaces.client, ['bash', '-c', marker.command]))
      if (sent.code === 0) await waitUntil('tcpdump has seen everything', () => sawMarker)
      await stop()
      return syns
    },
  }
}

/** `1700000000.123456 IP6 2001:db8::1.40000 > 2001:db8::2.25: Flags [S], …` */
function parseSyn(line: string): Syn | null {
  const found = /^([\d.]+) IP6? (\S+)\.(\d+) > (\S+)\.(\d+): Flags \[S/.exec(line)
  if (found === null) return null
  const [, seconds, from = '', fromPort, to = '', toPort] = found
  return { atMs: Number(seconds) * 1000, from, fromPort: Number(fromPort), to, toPort: Number(toPort) }
}
