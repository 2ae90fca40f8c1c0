import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { namespaces } from './addresses.ts'
import { type Daemon, inNamespace, mustRun, startDaemon, waitUntil } from './run.ts'
import { listeningPorts } from './sockets.ts'

export type DovecotFolders = {
  own: string
  /** The socket where Postfix asks whether a password is right. */
  authSocket: string
  /** The person's home, with the Maildir in it. */
  home: string
  certificate: string
  key: string
  mailUid: number
}

export type Dovecot = {
  start(): Promise<void>
  stop(): Promise<void>
  restart(): Promise<void>
}

/** A real Dovecot for IMAP (143 with STARTTLS, 993) and for Postfix's SASL, with one user, who has several names. */
export async function startDovecot(
  folders: DovecotFolders,
  user: { names: readonly string[]; password: string },
): Promise<Dovecot> {
  await mkdir(folders.own)
  const config = join(folders.own, 'dovecot.conf')
  await writeFile(config, configuration(folders))
  const lines = user.names.map((name) => `${name}:{PLAIN}${user.password}\n`)
  await writeFile(usersFile(folders), lines.join(''), { mode: 0o600 })
  // Dovecot's auth process reads it as this user.
  await mustRun(['chown', 'dovecot', usersFile(folders)])

  let daemon: Daemon | null = null
  const start = async () => {
    if (daemon !== null) return
    const { pid } = startDaemonIn()
    await waitUntil('Dovecot listens', () => {
      const open = listeningPorts(pid, 'tcp')
      return open.has(143) && open.has(993) && existsSync(folders.authSocket)
    })
  }
  const startDaemonIn = () => {
    daemon = startDaemon(
      inNamespace(namespaces.server, ['dovecot', '-F', '-c', config]),
      join(folders.own, 'dovecot.log'),
    )
    return daemon
  }
  const stop = async () => {
    await daemon?.stop()
    daemon = null
  }
  await start()
  return {
    start,
    stop,
    restart: async () => {
      await stop()
      await start()
    },
  }
}

function usersFile({ own }: DovecotFolders): string {
  return join(own, 'users')
}

function configuration(folders: DovecotFolders): string {
  return `
protocols = imap
listen = *, ::
base_dir = ${folders.own}/run
state_dir = ${folders.own}/state
log_path = ${folders.own}/dovecot.log
first_valid_uid = ${folders.mailUid}

ssl = yes
ssl_cert = <${folders.certificate}
ssl_key = <${folders.key}

auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = username_format=%u ${usersFile(folders)}
}
userdb {
  driver = static
  args = uid=${folders.mailUid} gid=${folders.mailUid} home=${folders.home}
}

mail_location = maildir:~/Maildir
namespace inbox {
  inbox = yes
  mailbox Junk {
    special_use = \\Junk
    auto = subscribe
  }
  mailbox Sent {
    special_use = \\Sent
    auto = subscribe
  }
}

service auth {
  unix_listener ${folders.authSocket} {
    mode = 0600
    user = postfix
  }
}
`
}
