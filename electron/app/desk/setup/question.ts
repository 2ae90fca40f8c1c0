/** A question to the person, that the asking part waits for. */
export type Question<Answer> = {
  /** Null: `signal` ended the wait. */
  ask: (signal: AbortSignal) => Promise<Answer | null>
  /** False: nobody asks. */
  answer: (answer: Answer) => boolean
}

export function createQuestion<Answer>(): Question<Answer> {
  let waiting: ((answer: Answer | null) => void) | null = null
  return {
    ask: (signal) =>
      new Promise((resolve) => {
        const settle = (answer: Answer | null) => {
          if (waiting === settle) waiting = null
          signal.removeEventListener('abort', onAbort)
          resolve(answer)
        }
        const onAbort = () => settle(null)
        waiting = settle
        if (signal.aborted) onAbort()
        else signal.addEventListener('abort', onAbort)
      }),
    answer: (answer) => {
      if (waiting === null) return false
      waiting(answer)
      return true
    },
  }
}

/** The value, or null as soon as `signal` is aborted: for what cannot be ended itself, such as a call of a keychain. */
export async function unlessAborted<Value>(
  value: Promise<Value>,
  signal: AbortSignal,
): Promise<Value | null> {
  const over = new AbortController()
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { signal: over.signal })
  })
  try {
    return await Promise.race([value, aborted])
  } finally {
    over.abort()
  }
}
