import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'

/** A machine on mains whose person is there; a spec emits suspend, resume and the others. */
class PowerMonitor
  extends EventEmitter
  implements
    Pick<
      Electron.PowerMonitor,
      | 'getSystemIdleState'
      | 'getSystemIdleTime'
      | 'getCurrentThermalState'
      | 'isOnBatteryPower'
      | 'onBatteryPower'
    >
{
  readonly onBatteryPower = false

  getSystemIdleState(): 'active' {
    return 'active'
  }

  getSystemIdleTime(): number {
    return 0
  }

  getCurrentThermalState(): 'nominal' {
    return 'nominal'
  }

  isOnBatteryPower(): boolean {
    return this.onBatteryPower
  }
}

guardClass('PowerMonitor', PowerMonitor)
export const powerMonitor = new PowerMonitor()
