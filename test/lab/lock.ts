import { once } from 'node:events'
import net from 'node:net'

/** An abstract socket (unix(7)): the kernel frees the name when its owner dies, so no lock can be left behind. */
const lockName = '\0postern-lab'

/** Waits until no other laboratory runs on this machine, and keeps others waiting until the returned call. */
export async function takeLock(): Promise<() => Promise<void>> {
  for (;;) {
    const lock = net.createServer()
    const waiters = new Set<net.Socket>()
    lock.on('connection', (waiter) => {
      waiters.add(waiter)
      waiter.on('error', () => undefined)
    })
    lock.listen(lockName)
    try {
      await once(lock, 'listening')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
      await ownerGone()
      continue
    }
    lock.unref()
    return async () => {
      for (const waiter of waiters) waiter.destroy()
      const closed = once(lock, 'close')
      lock.close()
      await closed
    }
  }
}

/** The connection to the owner closes when the owner lets go or dies. */
async function ownerGone(): Promise<void> {
  const wait = net.connect(lockName)
  wait.on('error', () => undefined)
  await new Promise((resolve) => wait.once('close', resolve))
}
