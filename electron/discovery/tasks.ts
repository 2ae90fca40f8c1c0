/** Tasks that run side by side, and a way to wait until one of them has changed something. */
export type Tasks = {
  run(task: Promise<void>): void
  /** Something may have changed: whoever waits for `change` looks again. */
  notify(): void
  /** Resolves with the next change: a task that has ended, or one that has notified. */
  change(): Promise<void>
  /** A task has thrown, which is a bug: there is no use in going on. */
  broken(): boolean
  /** Waits for the end of all tasks. Throws what the first one threw. */
  end(): Promise<void>
}

export function createTasks(): Tasks {
  const running: Promise<void>[] = []
  const bugs: unknown[] = []
  let wake: () => void = () => undefined
  const notify = () => wake()
  return {
    run: (task) => void running.push(task.catch((bug: unknown) => void bugs.push(bug)).finally(notify)),
    notify,
    change: () => new Promise((resolve) => (wake = resolve)),
    broken: () => bugs.length > 0,
    async end() {
      await Promise.all(running)
      if (bugs.length > 0) throw bugs[0]
    },
  }
}
