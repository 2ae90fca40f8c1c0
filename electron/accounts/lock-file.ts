import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'

const lookEveryMs = 25
const judgeMs = 2_000

/**
 * Runs `work` while this process holds `file` as a lock. A lock whose process is gone is taken over; one that is held for
 * longer than `limitMs` gives `busy()`. Errors of the file system other than "there already" are thrown.
 */
export async function withLock<Value>(
  file: string,
  limitMs: number,
  work: () => Promise<Value>,
  busy: () => Value,
): Promise<Value> {
  const giveUpAt = performance.now() + limitMs
  while (!(await take(file))) {
    if (performance.now() >= giveUpAt) return busy()
    await delay(lookEveryMs)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const holder = Number(await readFile(file, 'utf8').catch(() => ''))
    // An empty file is one that its owner is just writing.
    if (holder > 0 && !isAlive(holder)) await removeStale(file, holder)
    return false
  }
}

/** Only one process at a time may judge and remove, or it might remove the lock that another has just taken. */
async function removeStale(file: string, holder: number): Promise<void> {
  const judge = `${file}.judge`
  try {
    await writeFile(judge, '', { flag: 'wx', mode: 0o600 })
  } catch {
    // Another one is judging; one that died while it did is outlived here.
    const age = await stat(judge)
      .then(({ mtimeMs }) => Date.now() - mtimeMs)
      .catch(() => 0)
    if (age > judgeMs) await rm(judge, { force: true })
    return
  }
  if (Number(await readFile(file, 'utf8').catch(() => '')) === holder) await rm(file, { force: true })
  await rm(judge, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: there, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
