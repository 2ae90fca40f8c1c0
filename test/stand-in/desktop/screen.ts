import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'
import { app } from '../process/app.ts'

type Display = Pick<
  Electron.Display,
  'id' | 'label' | 'bounds' | 'workArea' | 'size' | 'workAreaSize' | 'scaleFactor' | 'rotation' | 'internal'
>

/** The scale that the process was started with: `--force-device-scale-factor=2`. */
export function scaleFactor(): number {
  return Number(app.commandLine.getSwitchValue('force-device-scale-factor')) || 1
}

/** One display with a panel at its top. */
class Screen extends EventEmitter {
  getPrimaryDisplay(): Display {
    return {
      id: 1,
      label: '',
      bounds: { x: 0, y: 0, width: 1280, height: 720 },
      size: { width: 1280, height: 720 },
      workArea: { x: 0, y: 24, width: 1280, height: 696 },
      workAreaSize: { width: 1280, height: 696 },
      scaleFactor: scaleFactor(),
      rotation: 0,
      internal: true,
    }
  }

  getAllDisplays(): Display[] {
    return [this.getPrimaryDisplay()]
  }

  getDisplayMatching(): Display {
    return this.getPrimaryDisplay()
  }

  getDisplayNearestPoint(): Display {
    return this.getPrimaryDisplay()
  }

  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 }
  }
}

guardClass('Screen', Screen)
export const screen = new Screen()
