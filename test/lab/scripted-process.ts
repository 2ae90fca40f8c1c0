import { once } from 'node:events'
import type { Server } from 'node:net'
import { fileURLToPath } from 'node:url'
import { inNamespace, startDaemon } from './run.ts'
import type { Session } from './smtp-script.ts'

/**
 * A Node process inside a namespace whose servers the test steers. Both ends are here: each request is answered
 * with all sessions recorded so far.
 */
export type ScriptedProcess<Request> = {
  ask(request: Request): Promise<Session[]>
}

type Question<Request> = { id: number; request: Request }
type Answer = { id: number; sessions: Session[] } | { id: number; error: string }

/** Starts `script`, a file beside this one, with the Node that runs the tests. */
export function startScriptedProcess<Request>(
  namespace: string,
  script: string,
  logFile: string,
): ScriptedProcess<Request> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const { child } = startDaemon(inNamespace(namespace, [process.execPath, file]), logFile, {
    ipc: true,
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer))
  child.on('exit', () => {
    for (const [id, answer] of waiting) answer({ id, error: `${script} has ended: see ${logFile}` })
  })
  let lastId = 0
  return {
    ask: async (request) => {
      const id = ++lastId
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve))
      child.send({ id, request } satisfies Question<Request>, (error) => {
        if (error !== null) waiting.get(id)?.({ id, error: `${script} is not there: see ${logFile}` })
      })
      const answer = await answered
      waiting.delete(id)
      if ('error' in answer) throw new Error(answer.error)
      return answer.sessions
    },
  }
}

/** The other end: handles one request after the other until the parent is gone. */
export function serveRequests(handle: (request: never) => Promise<Session[]>): void {
  let turn = Promise.resolve()
  process.on('message', ({ id, request }: Question<never>) => {
    turn = turn.then(async () => {
      try {
        process.send?.({ id, sessions: await handle(request) } satisfies Answer)
      } catch (error) {
        process.send?.({ id, error: String(error) } satisfies Answer)
      }
    })
  })
  process.on('disconnect', () => process.exit())
}

/** Resolves when the server listens; rejects if it cannot. */
export async function listening(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  await once(server, 'listening')
}
