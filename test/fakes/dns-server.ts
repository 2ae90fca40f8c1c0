import dgram from 'node:dgram'
import net from 'node:net'

/** The addresses of a name of one family; null: no answer, as if the question had been lost. */
export type DnsAnswer = (question: { type: 'A' | 'AAAA'; asked: number }) => string[] | null

export type DnsServer = {
  /** "address:port", as Resolver.setServers takes it. */
  address: string
  close(): Promise<void>
}

const headerBytes = 12
const types: Record<number, 'A' | 'AAAA' | undefined> = { 1: 'A', 28: 'AAAA' }

/** A name server (RFC 1035) on 127.0.0.1 that knows addresses and nothing else. `asked` counts the questions of a type. */
export async function createDnsServer(answer: DnsAnswer): Promise<DnsServer> {
  const socket = dgram.createSocket('udp4')
  const counts = { A: 0, AAAA: 0 }
  socket.on('message', (query, from) => {
    const nameEnd = query.indexOf(0, headerBytes) + 1
    const type = types[query.readUInt16BE(nameEnd)]
    const addresses = type === undefined ? [] : answer({ type, asked: ++counts[type] })
    if (addresses !== null) socket.send(reply(query, nameEnd + 4, addresses), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

/** The question again, and a record for each address; without one the name has none of this type. */
function reply(query: Buffer, questionEnd: number, addresses: readonly string[]): Buffer {
  const header = Buffer.from(query.subarray(0, headerBytes))
  // A response, recursion available; one question, and no records but the answers.
  header.writeUInt16BE(0x8180, 2)
  header.writeUInt16BE(addresses.length, 6)
  header.writeUInt32BE(0, 8)
  const records = addresses.map((address) => {
    const bytes = addressBytes(address)
    const record = Buffer.alloc(12)
    record.writeUInt16BE(0xc000 | headerBytes, 0)
    record.writeUInt16BE(bytes.length === 4 ? 1 : 28, 2)
    record.writeUInt16BE(1, 4)
    record.writeUInt16BE(bytes.length, 10)
    return Buffer.concat([record, bytes])
  })
  return Buffer.concat([header, query.subarray(headerBytes, questionEnd), ...records])
}

/** An IPv4 address, or an IPv6 address with one "::". */
function addressBytes(address: string): Buffer {
  if (net.isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)))
  const [front = '', back = ''] = address.split('::')
  const zeros = Array<number>(8 - groups(front).length - groups(back).length).fill(0)
  return Buffer.from(
    [...groups(front), ...zeros, ...groups(back)].flatMap((group) => [group >> 8, group & 255]),
  )
}
