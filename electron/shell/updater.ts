import { once } from 'node:events'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { AppImageUpdater, MacUpdater, NsisUpdater } from 'electron-updater'
import type { UpdateFailure, Updater } from '../app/desk/updater.ts'
import { failed, ok } from '../contract/result.ts'
import type { Log } from './log.ts'
import { replaceAppImage, sha512Of } from './replace-app-image.ts'
import { createUpdateRequests, UpdateProblem, type UpdateRequestOptions } from './update-requests.ts'

export type UpdaterOptions = Pick<UpdateRequestOptions, 'send' | 'patience'> & {
  platform: NodeJS.Platform
  /** Of this program. */
  version: string
  /** The folder beside the program, where a package says where its updates are. */
  resources: string
  /** The folder for what may be lost. */
  caches: string
  /** The file of the AppImage that this program runs out of. */
  appImage: string | undefined
  log: Log
  quit: () => void
  /** Starts a program that outlives this one. */
  start: (program: string) => void
  /** Squirrel's, on macOS: it checks the signature after electron-updater has handed the file over. */
  squirrel: () => NodeJS.EventEmitter
}

/** Long enough for Squirrel to end the program. */
const squirrelMs = 10_000

type AnyUpdater = AppImageUpdater | MacUpdater | NsisUpdater
/** What has been loaded, and is not in place yet. */
type Loaded = { updater: AnyUpdater; file: string; sha512: string }

/**
 * Updates by electron-updater, from the address that the package was built with. It is loaded when somebody first looks:
 * most starts do without.
 */
export function createUpdater(options: UpdaterOptions): Updater {
  const { platform, log, appImage } = options
  const config = path.join(options.resources, 'app-update.yml')
  let signal = AbortSignal.abort()
  let onPercent: (percent: number) => void = () => undefined
  let loading: Promise<AnyUpdater> | null = null
  let loaded: Loaded | null = null

  const load = async (): Promise<AnyUpdater> => {
    const { AppImageUpdater, MacUpdater, NsisUpdater } = await import('electron-updater')
    const nobody = () => undefined
    const app = {
      version: options.version,
      name: 'Postern',
      isPackaged: true,
      appUpdateConfigPath: config,
      userDataPath: options.caches,
      baseCachePath: options.caches,
      whenReady: () => Promise.resolve(),
      relaunch: nobody,
      quit: options.quit,
      onQuit: nobody,
    }
    const updater =
      platform === 'win32'
        ? new NsisUpdater(null, app)
        : platform === 'darwin'
          ? new MacUpdater(undefined, app)
          : new AppImageUpdater(null, app)
    return Object.assign(updater, {
      logger: {
        info: (message: unknown) => log.info(`Updates: ${String(message)}`),
        warn: (message: unknown) => log.info(`Updates: ${String(message)}`),
        // What went wrong is thrown too, and logged there.
        error: nobody,
      },
      allowDowngrade: false,
      allowPrerelease: false,
      autoDownload: false,
      // Squirrel waits for the program's end by itself, and only it can tell whether the signature is right.
      autoInstallOnAppQuit: platform === 'darwin',
      disableWebInstaller: true,
      // Parts of files would be read without the limits of whole ones.
      disableDifferentialDownload: true,
      // A release is for everybody at once, so that nobody needs a number.
      isUserWithinRollout: () => true,
      stagingUserIdPromise: { value: Promise.resolve('') },
      httpExecutor: createUpdateRequests({
        ...options,
        signal: () => signal,
        onPercent: (percent) => onPercent(percent),
      }),
    })
  }

  const loadNewer = async (updater: AnyUpdater, onLoading: Parameters<Updater['look']>[0]) => {
    const found = await updater.checkForUpdates()
    if (found?.isUpdateAvailable !== true) return null
    const { version, files } = found.updateInfo
    onPercent = (percent) => onLoading({ version, percent })
    onPercent(0)
    const isReady = platform === 'darwin' ? once(options.squirrel(), 'update-downloaded', { signal }) : null
    // The loading may fail before, and is what is told then.
    isReady?.catch(() => undefined)
    const [file = ''] = await updater.downloadUpdate()
    await isReady
    const sha512 = await sha512Of(file)
    if (!files.some((one) => one.sha512 === sha512))
      throw new UpdateProblem('not-genuine', 'A file that was not announced')
    loaded = { updater, file, sha512 }
    return { version }
  }

  return {
    off: !existsSync(config) ? 'no-source' : isOurs(platform, appImage) ? null : 'by-hand',
    look: async (onLoading, stop) => {
      signal = stop
      try {
        const updater = await (loading ??= load())
        const newer = await loadNewer(updater, onLoading)
        return ok(newer)
      } catch (error) {
        if (!stop.aborted) log.error('Updates', error)
        return failed(failureOf(error))
      }
    },
    quit: options.quit,
    install: async (restart) => {
      if (loaded === null) return
      try {
        log.info(await install(loaded, restart, options))
      } catch (error) {
        log.error('The newer version is not in place', error)
      }
    },
  }
}

/** Gives what happened, for the log. */
async function install(loaded: Loaded, restart: boolean, options: UpdaterOptions): Promise<string> {
  const { updater, file, sha512 } = loaded
  const { appImage, start } = options
  if (options.platform === 'darwin') {
    if (!restart) return 'Squirrel installs the newer version when this program has ended'
    // Squirrel ends the program itself, or it would not start the newer one.
    updater.quitAndInstall()
    await setTimeout(squirrelMs)
    return 'Squirrel has not ended this program, and installs the newer version when it has ended'
  }
  if (options.platform === 'win32') {
    await startInstaller(loaded, restart)
    return 'The installer of the newer version was started'
  }
  if (appImage === undefined) throw new Error('No AppImage to replace')
  await replaceAppImage(appImage, file, sha512)
  if (restart) start(appImage)
  return 'The newer version is in place'
}

/** The installer waits until this program has ended. */
async function startInstaller({ updater, file, sha512 }: Loaded, restart: boolean): Promise<void> {
  if ((await sha512Of(file)) !== sha512) throw new Error('The newer version is not what was loaded')
  const problems: Error[] = []
  updater.on('error', (error) => problems.push(error))
  const isStarted = 'install' in updater && updater.install(true, restart)
  // A program that cannot be started says so a moment later, and electron-updater then tries another way.
  await setImmediate()
  const [problem] = problems
  if (problem !== undefined) throw problem
  if (!isStarted) throw new Error('The installer was not started')
}

/** Whether the program may replace itself: packages of a Linux and unpacked archives are somebody else's. */
function isOurs(platform: NodeJS.Platform, appImage: string | undefined): boolean {
  if (platform === 'win32' || platform === 'darwin') return true
  if (appImage === undefined) return false
  try {
    accessSync(path.dirname(appImage), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** The one place where errors of electron-updater, Electron's requests, Squirrel and the file system become words of ours. */
function failureOf(error: unknown): UpdateFailure {
  if (error instanceof UpdateProblem) return error.why
  if (!(error instanceof Error)) return 'unexpected'
  const { code, syscall } = error as NodeJS.ErrnoException
  if (error.message.startsWith('net::') || code === 'ERR_STREAM_PREMATURE_CLOSE') return 'unreachable'
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE' || /code signature/i.test(error.message)) return 'not-genuine'
  return syscall === undefined ? 'unexpected' : 'not-saved'
}
