import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { programPath } from './requirements.ts'

export type Argv = readonly [string, ...string[]]

export type RunOptions = {
  stdin?: string
  env?: Record<string, string>
  /** Aborting sends `killSignal` once; the result is still what the command then does. */
  signal?: AbortSignal
  killSignal?: NodeJS.Signals
}

export type RunResult = {
  /** null when a signal ended it */
  code: number | null
  stdout: string
  stderr: string
}

const baseEnvironment = { PATH: programPath, LANG: 'C.UTF-8', HOME: '/nonexistent' }

/** The command as it is run inside a namespace, with that namespace's /etc/netns files in place. */
export function inNamespace(namespace: string, argv: Argv): Argv {
  return ['ip', 'netns', 'exec', namespace, ...argv]
}

function start([program, ...args]: Argv, env: Record<string, string>, stdio: StdioOptions): ChildProcess {
  return spawn(program, args, { env: { ...baseEnvironment, ...env }, stdio })
}

/** Runs a command to its end. Never throws because of its exit code. */
export async function run(argv: Argv, options: RunOptions = {}): Promise<RunResult> {
  const child = start(argv, options.env ?? {}, ['pipe', 'pipe', 'pipe'])
  const stop = () => child.kill(options.killSignal ?? 'SIGTERM')
  options.signal?.addEventListener('abort', stop)
  if (options.signal?.aborted === true) stop()
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  // A command may end without reading its input: EPIPE is no failure of ours.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(options.stdin ?? '')
  const [code] = (await once(child, 'close')) as [number | null]
  options.signal?.removeEventListener('abort', stop)
  return { code, stdout: stdout(), stderr: stderr() }
}

/** Runs a command of the laboratory itself; anything but success is a bug and throws. */
export async function mustRun(argv: Argv, stdin = ''): Promise<string> {
  const { code, stdout, stderr } = await run(argv, { stdin })
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code ?? 'a signal'}: ${stderr}${stdin}`)
  return stdout
}

export type Daemon = {
  pid: number
  child: ChildProcess
  /** SIGTERM, then SIGKILL after three seconds; resolves when it and its children are gone. */
  stop: () => Promise<void>
}

export type DaemonOptions = { ipc?: boolean; stdin?: 'pipe'; stdout?: 'pipe' }

/** Starts a server in the foreground. Its output goes to a file: an open pipe would hang whoever waits for ours. */
export function startDaemon(argv: Argv, logFile: string, options: DaemonOptions = {}): Daemon {
  const log = openSync(logFile, 'a')
  const ipc = options.ipc === true ? (['ipc'] as const) : []
  const child = start(argv, {}, [options.stdin ?? 'ignore', options.stdout ?? log, log, ...ipc])
  closeSync(log)
  const { pid } = child
  if (pid === undefined) throw new Error(`could not start ${argv.join(' ')}`)
  const isGone = () => child.exitCode !== null || child.signalCode !== null
  return {
    pid,
    child,
    stop: async () => {
      if (isGone()) return
      const children = childrenOf(pid)
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      const insist = setTimeout(() => child.kill('SIGKILL'), 3_000)
      await gone
      clearTimeout(insist)
      await waitUntil(`the children of ${argv.join(' ')} have ended`, () => !children.some(isRunning))
    },
  }
}

/** Asks every 10 ms until the answer is true; throws after `limitMs`. */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`)
    await delay(10)
  }
}

function childrenOf(pid: number): number[] {
  return readProcess(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

/** A zombie (proc(5), state Z) has let go of its sockets and files already. */
function isRunning(pid: number): boolean {
  const stat = readProcess(pid, 'stat')
  return stat !== '' && !/\) [ZX] /.test(stat)
}

function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return '' // it has ended
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = []
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString('utf8')
}
