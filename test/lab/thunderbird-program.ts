import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectMarionette } from './marionette.ts'
import { waitUntil } from './run.ts'

/** A real Thunderbird on this computer, without a window, that answers scripts. */
export type ThunderbirdProgram = {
  pid: number
  /** Runs the body of a function inside Thunderbird; it gets `args` as `arguments` and returns what JSON can hold. */
  execute(script: string, ...args: readonly unknown[]): Promise<unknown>
  /** Ends it as a person does: it writes its files. */
  quit(): Promise<void>
  /** Ends it as a crash does. */
  kill(): Promise<void>
}

const options = ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote']

/** Starts Thunderbird with this profile and waits until it can be asked. Its home is a folder that goes with it. */
export async function startThunderbird(profile: string): Promise<ThunderbirdProgram> {
  const home = await mkdtemp(path.join(tmpdir(), 'postern-lab-home-'))
  const portFile = path.join(profile, 'MarionetteActivePort')
  await rm(portFile, { force: true })
  const child = spawn('thunderbird', [...options, '--profile', profile], {
    // Without a session bus of the person; the port is free, and told in a file.
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      LANG: 'C.UTF-8',
      MOZ_MARIONETTE_PREF_STATE_ACROSS_RESTARTS: '{"marionette.port":0}',
    },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const end = async () => {
    await ended
    await rm(home, { recursive: true, force: true })
  }
  let port = ''
  try {
    await waitUntil(
      'Thunderbird can be asked',
      async () => {
        if (child.exitCode !== null) throw new Error(`Thunderbird ended with ${child.exitCode}`)
        return (port = await readFile(portFile, 'utf8').catch(() => '')) !== ''
      },
      60_000,
    )
    const marionette = await connectMarionette(Number(port))
    await marionette.ask('WebDriver:NewSession', {})
    await marionette.ask('Marionette:SetContext', { value: 'chrome' })
    return {
      pid: child.pid ?? 0,
      execute: async (script, ...args) => {
        const answer = await marionette.ask('WebDriver:ExecuteScript', { script, args })
        return (answer as { value: unknown }).value
      },
      quit: async () => {
        await marionette.ask('Marionette:Quit', { flags: ['eAttemptQuit'] })
        await end()
        marionette.close()
      },
      kill: async () => {
        child.kill('SIGKILL')
        await end()
        marionette.close()
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    await end()
    throw error
  }
}
