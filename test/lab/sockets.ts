import { readFileSync } from 'node:fs'

/** `/proc/net/tcp` names the state LISTEN 0A; an unconnected UDP socket is 07. */
const waiting = { tcp: '0A', udp: '07' } as const

/** The ports that wait for connections in the namespace where the process `pid` lives (proc(5), /proc/net/tcp). */
export function listeningPorts(pid: number, protocol: 'tcp' | 'udp'): Set<number> {
  const ports = new Set<number>()
  for (const table of [protocol, `${protocol}6`]) {
    for (const line of readTable(`/proc/${pid}/net/${table}`).split('\n').slice(1)) {
      const [, local, , state] = line.trim().split(/\s+/)
      if (local !== undefined && state === waiting[protocol])
        ports.add(parseInt(local.split(':')[1] ?? '', 16))
    }
  }
  return ports
}

function readTable(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // the process is gone: nothing listens
  }
}
