import process from 'node:process'
import type * as Electron from 'electron'

/** Chromium's switches: those the process was started with, and those the app appended. */
export class CommandLine implements Pick<
  Electron.CommandLine,
  'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'
> {
  readonly appended = new Map<string, string>()

  appendSwitch(name: string, value = ''): void {
    const before = this.appended.get(name)
    const isList = name === 'enable-features' || name === 'disable-features'
    this.appended.set(name, isList && before ? `${before},${value}` : value)
  }

  hasSwitch(name: string): boolean {
    return this.appended.has(name) || started(name) !== undefined
  }

  getSwitchValue(name: string): string {
    return this.appended.get(name) ?? started(name)?.slice(name.length + 3) ?? ''
  }

  removeSwitch(name: string): void {
    this.appended.delete(name)
  }
}

function started(name: string): string | undefined {
  return process.argv.find((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`))
}
