import { removeLeftovers } from './leftovers.ts'
import { takeLock } from './lock.ts'

/**
 * Cleans up when the test process dies without closing its laboratory. It waits for the lock because the next
 * laboratory may already be there; that one has then cleaned up itself.
 */
async function cleanUp(): Promise<void> {
  const releaseLock = await takeLock()
  await removeLeftovers()
  await releaseLock()
}

if (process.connected) process.once('disconnect', () => void cleanUp())
else await cleanUp()
