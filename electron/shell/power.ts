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

/** Whether the screen is locked, where the system tells: Windows and macOS. */
export function watchLock(): () => boolean {
  let locked = false
  powerMonitor.on('lock-screen', () => (locked = true))
  powerMonitor.on('unlock-screen', () => (locked = false))
  return () => locked
}
