import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'

/** The desktop's theme: light, unless the app chooses another. */
class NativeTheme
  extends EventEmitter
  implements
    Pick<
      Electron.NativeTheme,
      | 'themeSource'
      | 'shouldUseDarkColors'
      | 'shouldUseDarkColorsForSystemIntegratedUI'
      | 'shouldUseHighContrastColors'
      | 'shouldUseInvertedColorScheme'
      | 'inForcedColorsMode'
      | 'prefersReducedTransparency'
      | 'shouldDifferentiateWithoutColor'
    >
{
  #source: Electron.NativeTheme['themeSource'] = 'system'

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#source
  }

  set themeSource(source) {
    this.#source = source
    this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }

  // The panel around a tray icon follows the system, whatever the app chose.
  readonly shouldUseDarkColorsForSystemIntegratedUI = false
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly inForcedColorsMode = false
  readonly prefersReducedTransparency = false
  readonly shouldDifferentiateWithoutColor = false
}

guardClass('NativeTheme', NativeTheme)
export const nativeTheme = new NativeTheme()
