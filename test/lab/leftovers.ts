import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { namespacePrefix } from './addresses.ts'
import { mustRun, waitUntil } from './run.ts'

/**
 * Removes all that a laboratory makes: processes, namespaces with their links, /etc/netns folders and temporary
 * folders. Used by close() and, for what a killed run left behind, by the next start.
 */
export async function removeLeftovers(): Promise<void> {
  const names = (await list('/run/netns')).filter((name) => name.startsWith(namespacePrefix))
  await Promise.all(names.map(killProcessesIn))
  await mustRun(['ip', '-batch', '-'], names.map((name) => `netns del ${name}\n`).join(''))
  await removeOurs('/etc/netns')
  await removeOurs(tmpdir())
}

async function killProcessesIn(namespace: string): Promise<void> {
  await waitUntil(`no process in ${namespace}`, async () => {
    const pids = (await mustRun(['ip', 'netns', 'pids', namespace])).split('\n').filter((pid) => pid !== '')
    for (const pid of pids) kill(Number(pid))
    return pids.length === 0
  })
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in between.
  }
}

async function removeOurs(folder: string): Promise<void> {
  for (const name of await list(folder)) {
    if (name.startsWith(namespacePrefix)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch {
    return [] // no such folder: nothing left there
  }
}
