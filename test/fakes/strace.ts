import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'

/**
 * kill -9 at a chosen system call of a Node process: the signal comes as a thread enters the call, so that all calls
 * before it were made and none after. strace counts the calls of one thread.
 */

/** Why nothing can be killed in this way here, or null. */
export function straceMissing(): string | null {
  if (process.platform !== 'linux') return 'strace is for Linux'
  const { status, error } = spawnSync('strace', ['-o', '/dev/null', '-e', 'trace=none', 'true'])
  return status === 0 ? null : error === undefined ? 'strace may not trace here' : 'not installed: strace'
}

/** `file`: the one that works on files. `main`: it takes locks, and starts other programs. */
export type Thread = 'file' | 'main'

/** A system call of a thread: its first `openat`, its second, and so on. */
export type KillPoint = { call: string; when: number }

const calls: Readonly<Record<Thread, string>> = {
  file:
    'openat,read,pread64,write,pwrite64,close,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,rmdir,' +
    'fchmod,fchown,chmod,chown,stat,lstat,fstat,statx,newfstatat,readlink,getdents64,access,faccessat',
  // What it reads and writes to wake the others up is not counted: how often that is differs.
  main: 'openat,close,unlink,unlinkat,statx,newfstatat,pipe2,socketpair,fork,vfork,clone,clone3,wait4',
}

/** How a thread tells the others, after each call, that it is done: nothing happens to files there. */
const wakeUp = String.raw`"\1\0\0\0\0\0\0\0", 8)`

/** For strace: writes the calls of that kind of thread into a file. */
export const tracing = (file: string, thread: Thread) => ['-o', file, '-e', `trace=${calls[thread]}`]

/** For strace: kills at the call. */
export const killing = ({ call, when }: KillPoint) => [
  ...['-o', '/dev/null', '-e', `inject=${call}:signal=KILL:when=${when}`],
]

export async function readPoints(traceFile: string): Promise<KillPoint[]> {
  const seen = new Map<string, number>()
  return (await readFile(traceFile, 'utf8')).split('\n').flatMap((line) => {
    const call = /^(\w+)\(/.exec(line)?.[1]
    if (call === undefined) return []
    const when = (seen.get(call) ?? 0) + 1
    seen.set(call, when)
    return line.includes(wakeUp) ? [] : [{ call, when }]
  })
}

/** At most so many, spread over all of them. */
export function spread<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most)
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
}

/** Does the work on each, several at a time, and gives what came of it where that is something. */
export async function inParallel<Item, Found>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Found | null>,
): Promise<Found[]> {
  const waiting = items.values()
  const found: Found[] = []
  const worker = async () => {
    for (const item of waiting) {
      const one = await work(item)
      if (one !== null) found.push(one)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return found
}

/**
 * Runs a Node process with strace on one thread of it. The process says when it is ready, and acts when its input ends.
 * Gives the signal that ended it.
 */
export async function runTraced(
  script: readonly string[],
  thread: Thread,
  straceOptions: readonly string[],
): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, script, {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  await firstLine(child.stdout)
  const traced = thread === 'file' ? await fileThread(child) : (child.pid ?? 0)
  const strace = spawn('strace', [...straceOptions, '-p', String(traced)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const detached = once(strace, 'exit')
  // It says when it is attached.
  await firstLine(strace.stderr)
  strace.stderr.resume()
  child.stdout.resume()
  child.stdin.end()
  const [code, signal] = await ended
  await detached
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The process ended with ${code ?? signal ?? ''}`)
  return signal
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<void> {
  const lines = createInterface({ input: stream })
  await once(lines, 'line')
  lines.close()
}

async function fileThread({ pid = 0 }: ChildProcess): Promise<number> {
  for (const task of await readdir(`/proc/${pid}/task`)) {
    if ((await readFile(`/proc/${pid}/task/${task}/comm`, 'utf8')).trim() === 'libuv-worker')
      return Number(task)
  }
  throw new Error('No thread for files')
}
