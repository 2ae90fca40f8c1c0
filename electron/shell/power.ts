import { powerMonitor } from 'electron'
import type { Services } from '../app/compose.ts'

/** The network is looked at again as soon as the computer wakes up, instead of at the next poll. */
export function noticingResume(services: Services): Services {
  const onResume = (listener: () => void) => {
    powerMonitor.on('resume', listener)
    return () => powerMonitor.off('resume', listener)
  }
  return { ...services, watchNetwork: (options) => services.watchNetwork({ onResume, ...options }) }
}
