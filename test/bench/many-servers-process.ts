import net from 'node:net'
import tls from 'node:tls'
import { createCertificateAuthority } from '../fakes/certificates.ts'
import { serveSmtp } from '../lab/smtp-script.ts'

/** A process in the client's namespace that is every mail server of 127.1.0.0/24: 25, 587 and 465. Prints its authority. */
const count = Number(process.argv[2])
const [first = '', ...names] = Array.from({ length: count }, (_, i) => `127.1.0.${i + 1}`)
const authority = await createCertificateAuthority('Many servers')
const { certPem, keyPem } = await authority.issue({ names: [first, ...names] })
const secureContext = tls.createSecureContext({ cert: certPem, key: keyPem })

function serve(socket: net.Socket, port: number, secured: boolean): void {
  socket.on('error', () => undefined)
  socket.write('220 many.example ESMTP\r\n')
  serveSmtp(
    socket,
    {
      hostname: 'many.example',
      greeting: '220 many.example ESMTP',
      secureContext: secured ? null : secureContext,
      auth: true,
    },
    { host: 'many.example', port, from: '', commands: [], quit: false },
  )
}

const servers = [
  net.createServer((socket) => serve(socket, 25, false)).listen(25, '0.0.0.0'),
  net.createServer((socket) => serve(socket, 587, false)).listen(587, '0.0.0.0'),
  tls
    .createServer({ cert: certPem, key: keyPem }, (socket) => serve(socket, 465, true))
    .listen(465, '0.0.0.0'),
]
await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))))
process.stdout.write(`${JSON.stringify(authority.certPem)}\n`)
