import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'

/** What Electron has of it on Linux. */
class SystemPreferences
  extends EventEmitter
  implements Pick<Electron.SystemPreferences, 'getAnimationSettings'>
{
  getAnimationSettings(): Electron.AnimationSettings {
    return {
      shouldRenderRichAnimation: true,
      scrollAnimationsEnabledBySystem: true,
      prefersReducedMotion: false,
    }
  }
}

guardClass('SystemPreferences', SystemPreferences)
export const systemPreferences = new SystemPreferences()
