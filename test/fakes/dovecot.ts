import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IssuedCertificate } from './certificates.ts'

export type DovecotUser = { username: string; password: string }

export type Dovecot = {
  ports: { imap: number; imaps: number }
  /** Puts a message into a folder, as a delivery agent does; the folder's name is in modified UTF-7. */
  deliver(username: string, folder: string, raw: string): Promise<void>
  close(): Promise<void>
}

const binary = '/usr/sbin/dovecot'

/** Why Dovecot cannot run here; null where it can. */
export function whyNoDovecot(): string | null {
  if (process.getuid?.() !== 0) return 'not root'
  return statSync(binary, { throwIfNoEntry: false }) === undefined ? 'dovecot is not installed' : null
}

/** The folder for junk, 迷惑メール, marked \Junk. */
export const dovecotJunk = '&j,dg0TDhMPww6w-'
const nobody = 65_534

/** A real Dovecot on free ports of 127.0.0.1, in a folder of its own. */
export async function createDovecot(
  certificate: IssuedCertificate,
  users: readonly DovecotUser[],
): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-dovecot-'))
  await chmod(folder, 0o755)
  const ports = { imap: await freePort(), imaps: await freePort() }
  await writeFile(join(folder, 'cert.pem'), certificate.certPem)
  await writeFile(join(folder, 'key.pem'), certificate.keyPem, { mode: 0o600 })
  const entries = users.map(
    ({ username, password }) => `${username}:{PLAIN.b64}${Buffer.from(password).toString('base64')}::::::\n`,
  )
  await writeFile(join(folder, 'users'), entries.join(''), { mode: 0o644 })
  await writeFile(join(folder, 'dovecot.conf'), configuration(folder, ports))
  await mkdir(join(folder, 'mail'))
  await chown(join(folder, 'mail'), nobody, nobody)
  // Dovecot's children would keep our standard error open.
  const dovecot = spawn(binary, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' })
  await answering(ports.imap, dovecot)
  let delivered = 0
  return {
    ports,
    async deliver(username, mailFolder, raw) {
      const home = join(folder, 'mail', username)
      const maildir = join(home, mailFolder === 'INBOX' ? '' : `.${mailFolder}`)
      for (const directory of [home, maildir, ...['cur', 'new', 'tmp'].map((name) => join(maildir, name))]) {
        await mkdir(directory, { recursive: true })
        await chown(directory, nobody, nobody)
      }
      const name = `${++delivered}.postern`
      await writeFile(join(maildir, 'tmp', name), raw)
      await chown(join(maildir, 'tmp', name), nobody, nobody)
      await rename(join(maildir, 'tmp', name), join(maildir, 'new', name))
    },
    async close() {
      const ended = once(dovecot, 'exit')
      dovecot.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true })
    },
  }
}

function configuration(folder: string, ports: Dovecot['ports']): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
auth_mechanisms = plain login
auth_failure_delay = 0
auth_username_chars =
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
mail_location = maildir:${folder}/mail/%u
passdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=${nobody} gid=${nobody} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox 迷惑メール {
    auto = create
    special_use = \\Junk
  }
}
# Wrong passwords are answered at once, the tenth too.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  process_min_avail = 0
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
`
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Waits until the port answers. */
async function answering(port: number, dovecot: ChildProcess): Promise<void> {
  while (dovecot.exitCode === null) {
    const socket = net.connect(port, '127.0.0.1')
    const outcome = await Promise.race([
      once(socket, 'data').then(() => 'up'),
      once(socket, 'close').then(() => 'down'),
    ]).catch(() => 'down')
    socket.destroy()
    if (outcome === 'up') return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`dovecot ended with code ${dovecot.exitCode}`)
}
