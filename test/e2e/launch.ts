import { mkdirSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { type ElectronApplication, _electron } from '@playwright/test'

export const root = path.resolve(import.meta.dirname, '../..')
const playwrightLoader = path.join(root, 'node_modules/playwright-core/lib/server/electron/loader.js')

export type LaunchOptions = {
  /** The app to start: Postern's own folder, or what the environment names in its place, unless told otherwise. */
  app?: string
  args?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** What runs `electron`, where it is to run elsewhere. */
  executable?: string
}

/** An environment in which every file of the app's is in the profile folder. */
export function profileEnv(profile: string): Record<string, string> {
  const runtime = path.join(profile, 'runtime')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  return {
    HOME: profile,
    USERPROFILE: profile,
    APPDATA: path.join(profile, 'config'),
    LOCALAPPDATA: path.join(profile, 'local'),
    XDG_CONFIG_HOME: path.join(profile, 'config'),
    XDG_DATA_HOME: path.join(profile, 'data'),
    XDG_STATE_HOME: path.join(profile, 'state'),
    XDG_CACHE_HOME: path.join(profile, 'cache'),
    XDG_RUNTIME_DIR: runtime,
    LANG: 'en_US.UTF-8',
    LANGUAGE: 'en_US',
  }
}

/** Starts the app in a profile folder, with the probe before it. */
export function launch(profile: string, options: LaunchOptions = {}): Promise<ElectronApplication> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(LC_|LANG)/.test(entry[0]),
  )
  const { executable } = options
  return _electron.launch({
    // Playwright loads this by itself only where it finds the executable by itself.
    ...(executable === undefined ? {} : { executablePath: executable }),
    args: [
      ...(executable === undefined ? [] : ['-r', playwrightLoader]),
      '-r',
      path.join(import.meta.dirname, 'probe.cjs'),
      `--user-data-dir=${path.join(profile, 'user-data')}`,
      ...(options.args ?? []),
      options.app ?? process.env['POSTERN_APP'] ?? root,
    ],
    env: { ...Object.fromEntries(inherited), ...profileEnv(profile), ...options.env },
    // The app's own theme counts, and not one that Playwright emulates from the start.
    colorScheme: null,
  })
}
