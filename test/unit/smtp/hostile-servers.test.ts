import net from 'node:net'
import tls from 'node:tls'
import { afterAll, describe, expect, test } from 'vitest'
import { dial } from '../../../electron/net/dial.ts'
import { speakSubmission, type SubmissionDialogue } from '../../../electron/smtp/submission-dialogue.ts'
import { createCertificateAuthority } from '../../fakes/certificates.ts'

/** Where in the conversation the server turns hostile. */
const stages = ['greeting', 'ehlo', 'starttls', 'handshake', 'ehlo-under-tls'] as const
type Stage = (typeof stages)[number]

const misbehaviours = {
  'never answers': () => undefined,
  closes: (socket) => socket.end(),
  resets: (socket) => (socket instanceof tls.TLSSocket ? socket.destroy() : socket.resetAndDestroy()),
  'sends a line without end': (socket) => flood(socket, 'x'.repeat(16_384)),
  'sends a reply without end': (socket) => flood(socket, '250-more\r\n'.repeat(1_000)),
  'drips single bytes': (socket) => drip(socket),
  'sends NULs': (socket) => socket.write('250 a\0b\r\n'),
  'changes the code inside a reply': (socket) => socket.write('250-a\r\n550 b\r\n'),
  'sends binary garbage': (socket) => socket.write(Buffer.from('16030100000200ff80', 'hex')),
  'speaks HTTP': (socket) => socket.write('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'),
} satisfies Record<string, (socket: net.Socket) => unknown>
type Misbehaviour = keyof typeof misbehaviours

const authority = await createCertificateAuthority('Hostile Test CA')
const { certPem, keyPem } = await authority.issue({ names: ['mail.example'] })
const secureContext = tls.createSecureContext({ cert: certPem, key: keyPem })
const closers: (() => void)[] = []
afterAll(() => closers.forEach((close) => close()))

/** Writes as fast as the peer reads, up to 2 GB. */
function flood(socket: net.Socket, block: string): void {
  let left = 2 * 1_024 ** 3
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left -= block.length
      if (!socket.write(block)) return
    }
  }
  socket.on('drain', more)
  more()
}

function drip(socket: net.Socket): void {
  const timer = setInterval(() => socket.write('2'), 20)
  socket.once('close', () => clearInterval(timer))
}

async function hostileServer(stage: Stage, misbehaviour: Misbehaviour) {
  const misbehave = misbehaviours[misbehaviour]
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    if (stage === 'greeting') return void setImmediate(() => misbehave(socket))
    socket.write('220 mail.example ESMTP\r\n')
    let commands = 0
    socket.on('data', function onData(chunk) {
      commands += 1
      if (commands === 1) {
        if (stage === 'ehlo') misbehave(socket)
        else socket.write('250-mail.example\r\n250 STARTTLS\r\n')
      } else if (String(chunk).startsWith('STARTTLS')) {
        if (stage === 'starttls') return void misbehave(socket)
        socket.removeListener('data', onData)
        socket.write('220 go\r\n')
        if (stage === 'handshake') return void socket.once('data', () => misbehave(socket))
        const secure = new tls.TLSSocket(socket, { isServer: true, secureContext })
        secure.on('error', () => undefined)
        secure.once('data', () => misbehave(secure))
      }
    })
  })
  return listen(server)
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function connect(port: number): Promise<net.Socket> {
  const result = await dial({ address: '127.0.0.1', family: 4, port }, AbortSignal.timeout(5_000))
  if (result.kind !== 'connected') throw new Error(result.kind)
  return result.socket
}

async function speak(port: number, deadlineMs: number) {
  const socket = await connect(port)
  const goodbyes: Promise<void>[] = []
  const dialogue = await speakSubmission(
    socket,
    { host: 'mail.example', security: 'starttls', pinned: null },
    {
      signal: AbortSignal.timeout(deadlineMs),
      onGreeting: () => undefined,
      later: (goodbye) => goodbyes.push(goodbye),
    },
  )
  await Promise.all(goodbyes)
  return { dialogue, socket }
}

function failureOf({ stage }: SubmissionDialogue): string {
  if (stage.kind === 'secured') return stage.offered === null ? 'no EHLO answer' : 'none'
  return stage.kind
}

const expected: Record<Stage, string[]> = {
  greeting: ['no-greeting'],
  ehlo: ['tls-failed', 'turned-away', 'broken-off', 'no-starttls'],
  starttls: ['tls-failed', 'broken-off'],
  handshake: ['tls-failed', 'broken-off'],
  'ehlo-under-tls': ['no EHLO answer', 'broken-off', 'none'],
}

describe.each(stages)('a server that turns hostile at %s', (stage) => {
  test.each(Object.keys(misbehaviours) as Misbehaviour[])(
    'and %s gives a typed failure in time, within 1 MiB, and leaves no socket',
    async (misbehaviour) => {
      const begun = performance.now()
      const { dialogue, socket } = await speak(await hostileServer(stage, misbehaviour), 400)
      expect(expected[stage]).toContain(failureOf(dialogue))
      expect(performance.now() - begun).toBeLessThan(1_500)
      expect(socket.bytesRead).toBeLessThan(1_024 ** 2)
      expect(socket.destroyed).toBe(true)
    },
  )
})

test('what is pipelined behind the 220 of STARTTLS is discarded and counted (CVE-2011-0411)', async () => {
  const injected = '250-mail.example\r\n250 AUTH PLAIN\r\n'
  const port = await listen(
    net.createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write('220 mail.example ESMTP\r\n')
      socket.on('data', function onData(chunk) {
        if (String(chunk).startsWith('EHLO')) socket.write('250-mail.example\r\n250 STARTTLS\r\n')
        else {
          socket.removeListener('data', onData)
          socket.write(`220 go\r\n${injected}`)
          const secure = new tls.TLSSocket(socket, { isServer: true, secureContext })
          secure.on('error', () => undefined)
          secure.once('data', () => secure.write('250 mail.example\r\n'))
        }
      })
    }),
  )
  const { dialogue } = await speak(port, 2_000)
  expect(dialogue.pipelinedBytes).toBe(injected.length)
  expect(dialogue.stage).toMatchObject({ kind: 'secured', offered: { auth: [] } })
})

test('an endless certificate chain ends with the deadline, not with the memory', async () => {
  const chain = `${certPem}\n`.repeat(3_000)
  const context = tls.createSecureContext({ cert: chain, key: keyPem })
  const port = await listen(
    net.createServer((socket) => {
      const secure = new tls.TLSSocket(socket, { isServer: true, secureContext: context })
      secure.on('error', () => undefined)
    }),
  )
  const socket = await connect(port)
  const { stage } = await speakSubmission(
    socket,
    { host: 'mail.example', security: 'tls', pinned: null },
    { signal: AbortSignal.timeout(2_000), onGreeting: () => undefined, later: () => undefined },
  )
  expect(stage.kind).toBe('tls-failed')
  expect(socket.bytesRead).toBeLessThan(1_024 ** 2)
})
