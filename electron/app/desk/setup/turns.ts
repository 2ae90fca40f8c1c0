import type { DeskContext } from '../context.ts'

/** One thing at a time: what begins ends the one before. */
export type Turn = {
  begin: (work: (signal: AbortSignal) => Promise<void>) => void
  end: () => void
  isRunning: () => boolean
}

export type Turns = {
  lookUp: Turn
  check: Turn
  signIn: Turn
  testMail: Turn
  endAll: () => void
  /** Ends everything, and waits until nothing runs any more. */
  stop: () => Promise<void>
}

/** What a setup can have under way. All of it ends when the program does. */
export function createTurns({ quit, background }: Pick<DeskContext, 'quit' | 'background'>): Turns {
  const running = new Set<Promise<void>>()

  const createTurn = (): Turn => {
    let current: AbortController | null = null
    const end = () => {
      current?.abort()
      current = null
    }
    return {
      begin: (work) => {
        end()
        if (quit.aborted) return
        const own = new AbortController()
        current = own
        const over = work(own.signal).finally(() => {
          running.delete(over)
          if (current === own) current = null
        })
        running.add(over)
        background(over)
      },
      end,
      isRunning: () => current !== null,
    }
  }

  const turns = { lookUp: createTurn(), check: createTurn(), signIn: createTurn(), testMail: createTurn() }
  const endAll = () => Object.values(turns).forEach((turn) => turn.end())
  quit.addEventListener('abort', endAll, { once: true })
  return {
    ...turns,
    endAll,
    stop: async () => {
      quit.removeEventListener('abort', endAll)
      endAll()
      await Promise.allSettled(running)
    },
  }
}
