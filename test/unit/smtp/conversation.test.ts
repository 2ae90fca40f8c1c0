import { once } from 'node:events'
import net from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createConversation } from '../../../electron/smtp/conversation.ts'
import { listen } from '../../fakes/listening.ts'

test('an abort ends the wait for a server that stays after QUIT', async () => {
  const heard = Promise.withResolvers<string>()
  const server = await listen(
    net.createServer({ allowHalfOpen: true }, (socket) => {
      socket.write('220 mail.example.jp ESMTP\r\n')
      socket.once('data', (chunk) => heard.resolve(String(chunk)))
    }),
  )
  onTestFinished(() => server.close())
  const socket = net.connect(server.port, '127.0.0.1')
  await once(socket, 'connect')
  const abort = new AbortController()
  const conversation = createConversation(socket, abort.signal)
  expect(await conversation.read()).toMatchObject({ kind: 'reply' })
  // With no time passing, only the abort can end it.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const goodbye = conversation.quit()
  expect(await heard.promise).toBe('QUIT\r\n')
  abort.abort()
  await goodbye
  expect(socket.destroyed).toBe(true)
})
