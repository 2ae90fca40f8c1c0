import { chown, mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { namespaces } from './addresses.ts'
import {
  type Appended,
  configurationFiles,
  faultless,
  inetPorts,
  type MailSettings,
  type PostfixFolders,
} from './postfix-config.ts'
import { type Daemon, inNamespace, mustRun, startDaemon, waitUntil } from './run.ts'
import { listeningPorts } from './sockets.ts'

export type Postfix = {
  /** Writes the configuration and restarts, if anything is different. What was appended is gone. */
  configure(settings: MailSettings): Promise<void>
  /** Appends lines to master.cf as they are and restarts, as a server's owner would do. */
  appendMasterCf: (text: string) => Promise<void>
  appendMainCf: (text: string) => Promise<void>
  /** The mail log so far. */
  log(): Promise<string>
  start(): Promise<void>
  stop(): Promise<void>
  /** For a new certificate, which is a file whose name does not change. */
  restart(): Promise<void>
}

/** A real Postfix of its own beside whatever the machine has: postfix(1) -c. */
export async function startPostfix(folders: PostfixFolders): Promise<Postfix> {
  let settings = faultless
  let appended: Appended = { mainCf: '', masterCf: '' }
  let files: Record<string, string> = {}
  let daemon: Daemon | null = null

  await makeQueue(folders)
  await write()
  await start()

  /** Returns whether anything changed. */
  async function write(): Promise<boolean> {
    const next = configurationFiles(settings, folders, appended)
    const changed = Object.entries(next).filter(([name, text]) => files[name] !== text)
    for (const [name, text] of changed) {
      await writeFile(join(folders.config, name), text)
      // Postfix waits until a table is older than a second before it believes it.
      await utimes(join(folders.config, name), 0, 0)
    }
    files = next
    return changed.length > 0
  }

  async function start(): Promise<void> {
    if (daemon !== null) return
    daemon = startDaemon(
      // -s: with -w or -d master would leave our process group or keep our output.
      inNamespace(namespaces.server, ['/usr/lib/postfix/sbin/master', '-c', folders.config, '-s']),
      folders.logFile,
    )
    await portsAreRight(daemon.pid)
  }

  async function stop(): Promise<void> {
    await daemon?.stop()
    daemon = null
  }

  async function portsAreRight(pid: number): Promise<void> {
    const expected = inetPorts(files['master.cf'] ?? '')
    await waitUntil(`Postfix listens on ${[...expected].join(', ')}`, () => {
      const open = listeningPorts(pid, 'tcp')
      return [25, 465, 587].every((port) => open.has(port) === expected.has(port))
    })
  }

  /** A restart takes 50 ms, and unlike after a reload no process is left with the old settings. */
  async function restart(): Promise<void> {
    await stop()
    await start()
  }

  const apply = async () => {
    if ((await write()) && daemon !== null) await restart()
  }

  return {
    configure: (next) => {
      settings = next
      appended = { mainCf: '', masterCf: '' }
      return apply()
    },
    appendMasterCf: (text) => {
      appended = { ...appended, masterCf: `${appended.masterCf}${text}\n` }
      return apply()
    },
    appendMainCf: (text) => {
      appended = { ...appended, mainCf: `${appended.mainCf}${text}\n` }
      return apply()
    },
    log: () => readFile(folders.logFile, 'utf8'),
    start,
    stop,
    restart,
  }
}

/** What `postfix check` would make, without the seconds it takes. */
async function makeQueue({ config, queue, data }: PostfixFolders): Promise<void> {
  const uid = Number((await mustRun(['id', '-u', 'postfix'])).trim())
  const postdrop = Number((await mustRun(['getent', 'group', 'postdrop'])).split(':')[2])
  await mkdir(config, { recursive: true })
  await mkdir(data, { mode: 0o700 })
  await chown(data, uid, -1)
  await mkdir(queue)
  await mkdir(join(queue, 'pid'))
  const ours = ['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'private']
  for (const name of [...ours, 'saved', 'trace']) {
    await mkdir(join(queue, name), { mode: 0o700 })
    await chown(join(queue, name), uid, 0)
  }
  for (const name of ['maildrop', 'public']) {
    await mkdir(join(queue, name))
    await chown(join(queue, name), uid, postdrop)
    await mustRun(['chmod', name === 'maildrop' ? '0730' : '0710', join(queue, name)])
  }
}
