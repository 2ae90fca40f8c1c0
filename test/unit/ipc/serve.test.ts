import { expect, test } from 'vitest'
import { type CallName, type CallReply, calls } from '../../../electron/contract/ipc.ts'
import { createClient } from '../../../electron/ipc/client.ts'
import { type Handlers, notNow, serve, type ServerTransport } from '../../../electron/ipc/serve.ts'

type Answer = (name: string, input: unknown) => Promise<CallReply<unknown>>

/** Both ends in one process; what passes is cloned as between processes. */
function wire(handlers: Partial<Handlers>) {
  let answer: Answer | null = null
  const listeners = new Map<string, (payload: unknown) => void>()
  const transport: ServerTransport = {
    onCall: (given) => {
      answer = given
      return () => (answer = null)
    },
    send: (name, payload) => listeners.get(name)?.(structuredClone(payload)),
  }
  const bugs: [unknown, string][] = []
  const heard: [string, unknown][] = []
  const all = Object.fromEntries(
    Object.keys(calls).map((name) => [name, (input: unknown) => void heard.push([name, input])]),
  ) as unknown as Handlers
  const server = serve({ ...all, ...handlers }, transport, (error, name) => bugs.push([error, name]))
  const client = createClient({
    call: async (name, input) => structuredClone(await answer?.(name, structuredClone(input))),
    on: (name, listener) => {
      listeners.set(name, listener)
      return () => listeners.delete(name)
    },
  })
  return { server, client, bugs, heard, ask: (name: string, input?: unknown) => answer?.(name, input) }
}

test('a call goes over with its input, and its answer comes back', async () => {
  const { client, heard } = wire({})
  expect(await client.call('setup.look-up', { address: 'hanako@tanaka.example' })).toEqual({
    ok: true,
    value: undefined,
  })
  expect(heard).toEqual([['setup.look-up', { address: 'hanako@tanaka.example' }]])
})

test('an event reaches who listens, until it is over', () => {
  const { server, client } = wire({})
  const shown: string[] = []
  const end = client.on('show', ({ screen }) => shown.push(screen))
  server.emit('show', { screen: 'settings' })
  end()
  server.emit('show', { screen: 'status' })
  expect(shown).toEqual(['settings'])
})

/** For each call what must not get in. */
const malformed: Record<CallName, unknown[]> = {
  'state.read': [{}],
  'state.problem-seen': [1],
  'check.start': ['now'],
  'check.stop': [null],
  'preferences.change': [
    undefined,
    { checkEveryMinutes: 1 },
    { references: Array(9).fill('a.example') },
    { x: 1 },
  ],
  'login-item.set': ['yes', undefined],
  'account.remove': [{}, { id: '' }, { id: 'x'.repeat(65) }],
  'account.send-test': [{ id: 5 }],
  'account.stop-test': [undefined],
  'account.pause': [{ id: 'one' }, { id: '', paused: true }],
  'history.read': [undefined, { days: 15 }],
  'history.export': ['/etc/passwd'],
  'network.rename': [{ id: 'one' }, { id: 'one', name: '' }, { id: 'one', name: 'x'.repeat(41) }],
  'clients.watch': [undefined, 1],
  'clients.look': [1],
  'clients.repair': [
    { profile: '/home/hanako/p' },
    { profile: '', server: 'smtp1' },
    { profile: 'x'.repeat(4_097), server: 'smtp1' },
  ],
  'clients.stop': [{ server: 'smtp1' }],
  'clients.undo': [{ change: 0 }, { change: '1' }],
  'clients.stop-create': [1],
  'clients.stop-undo': [1],
  'clients.create': [{ profile: '/home/hanako/p' }, { accountId: 'one' }, { profile: '', accountId: 'one' }],
  explain: [undefined, {}, { text: 'x'.repeat(4_097) }],
  'apple-mail.save': [undefined, { accountId: '' }, { accountId: 'one', file: '/etc/passwd' }],
  'updates.look': [1],
  'updates.stop': [1],
  'updates.install': [1],
  'setup.open': [{}, { accountId: 3 }],
  'setup.leave': [{}],
  'setup.go': [{ step: 'nowhere' }],
  'setup.look-up': [{ address: 'x'.repeat(321) }, { address: null }],
  'setup.use-servers': [
    {},
    {
      source: 'by-hand',
      submission: { host: 'mail.example', port: 25, security: 'plain' },
      incoming: { protocol: 'imap', host: 'mail.example', port: 993, security: 'tls' },
      username: 'hanako',
    },
    {
      source: 'by-hand',
      submission: { host: 'mail.example', port: 70_000, security: 'tls' },
      incoming: { protocol: 'imap', host: 'mail.example', port: 993, security: 'tls' },
      username: 'hanako',
    },
  ],
  'setup.check': [1],
  'setup.stop-check': [1],
  'setup.continue-anyway': [1],
  'setup.sign-in': [
    { username: 'hanako', password: '', keep: 'keychain' },
    { username: '', password: 'x', keep: 'keychain' },
    { username: 'hanako', password: 'x', keep: 'file' },
    { username: 'hanako', password: 'x'.repeat(4_097), keep: 'session' },
  ],
  'setup.stop-sign-in': [1],
  'setup.trust': [{ sha256: 'AA' }, { sha256: 'A'.repeat(129), trust: true }],
  'setup.keep': [{ where: 'file' }],
  'setup.send-test': [1],
  'setup.stop-test': [1],
  'setup.skip-test': [1],
  'setup.finish': [1],
  'report.copy': [{}, { withAddresses: 1 }],
  'clipboard.copy': [{ text: '' }, { text: 'x'.repeat(8_193) }],
  'page.open': [{ page: 'https://evil.example/' }],
  'window.error': [{ message: 'x'.repeat(4_097) }],
}

test.each(Object.keys(calls) as CallName[])(
  '%s: malformed and oversized input is refused unheard',
  async (name) => {
    const { ask, heard, bugs } = wire({})
    for (const input of malformed[name]) {
      expect(await ask(name, input)).toEqual({ ok: false, error: { code: 'invalid-input' } })
    }
    expect([heard, bugs]).toEqual([[], []])
  },
)

test.each(['', 'nothing', 'toString', '__proto__', 'constructor'])(
  'a call named "%s" is unknown',
  async (name) => {
    expect(await wire({}).ask(name)).toEqual({ ok: false, error: { code: 'unknown-call' } })
  },
)

test('what makes no sense now says so', async () => {
  const { client } = wire({ 'check.stop': () => notNow })
  expect(await client.call('check.stop')).toEqual({ ok: false, error: { code: 'not-now' } })
})

test('a bug is told to the main process; the window hears only that it failed', async () => {
  const bug = new Error('with the secret inside')
  const { client, bugs } = wire({ 'check.start': () => Promise.reject(bug) })
  expect(await client.call('check.start')).toEqual({ ok: false, error: { code: 'failed' } })
  expect(bugs).toEqual([[bug, 'check.start']])
})
