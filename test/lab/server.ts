import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type CertificateAuthority,
  createCertificateAuthority,
  createSelfSigned,
  type IssuedCertificate,
} from '../fakes/certificates.ts'
import { personAddress, personDomain, publishedAddress, server } from './addresses.ts'
import { type Dovecot, startDovecot } from './dovecot.ts'
import { type Postfix, startPostfix } from './postfix.ts'
import { faultless, type MailSettings, type PostfixFolders } from './postfix-config.ts'

export type CertificateKind =
  'issued' | 'self-signed' | 'unknown-issuer' | 'expired' | 'not-yet-valid' | 'wrong-name'

export type ServerSettings = MailSettings & {
  /** What Postfix and Dovecot show; `issued` comes from the laboratory's own authority. */
  certificate: CertificateKind
}

/** The person's own mail server, mail.tanaka.example. */
export type PersonsServer = {
  host: string
  /** The one account, with a password made for this run. The published address is another name of it. */
  user: { address: string; password: string }
  /** Sets up the server anew: the defaults (no faults), changed by `settings`. */
  configure(settings?: Partial<ServerSettings>): Promise<void>
  /** Gives master.cf these lines too, unchanged, and restarts Postfix. Gone with the next `configure`. */
  appendMasterCf(text: string): Promise<void>
  appendMainCf(text: string): Promise<void>
  postfix: Pick<Postfix, 'start' | 'stop' | 'log'>
  dovecot: Pick<Dovecot, 'start' | 'stop'>
  /** The messages in a folder, as they are on the disk. */
  messages(folder: 'INBOX' | 'Junk'): Promise<string[]>
  /** Running, without faults, and without mail. */
  reset(): Promise<void>
}

/** A user id that the machine gives to nobody. */
const mailUid = 61_234

export async function startServer(folder: string, authority: CertificateAuthority): Promise<PersonsServer> {
  const mail = join(folder, 'mail')
  const home = join(mail, personDomain, 'hanako')
  const postfixFolders: PostfixFolders = {
    config: join(folder, 'postfix', 'etc'),
    queue: join(folder, 'postfix', 'queue'),
    data: join(folder, 'postfix', 'data'),
    mail,
    logFile: join(folder, 'postfix', 'mail.log'),
    certificate: join(folder, 'certificate.pem'),
    key: join(folder, 'key.pem'),
    mailUid,
  }
  const user = { address: personAddress, password: randomBytes(18).toString('base64url') }
  let certificate: CertificateKind = 'issued'

  await mkdir(folder)
  await mkdir(home, { recursive: true })
  await chown(home, mailUid, mailUid)
  await showCertificate(certificate)
  const postfix = await startPostfix(postfixFolders)
  const dovecot = await startDovecot(
    {
      ...postfixFolders,
      own: join(folder, 'dovecot'),
      authSocket: join(postfixFolders.queue, 'private', 'auth'),
      home,
    },
    { names: [user.address, publishedAddress], password: user.password },
  )

  async function showCertificate(kind: CertificateKind): Promise<void> {
    const { certPem, keyPem } = await makeCertificate(kind, authority)
    await writeFile(postfixFolders.certificate, certPem)
    await writeFile(postfixFolders.key, keyPem, { mode: 0o600 })
  }

  const persons: PersonsServer = {
    host: server.name,
    user,
    configure: async ({ certificate: kind = 'issued', ...settings } = {}) => {
      await postfix.configure({ ...faultless, ...settings })
      if (kind === certificate) return
      certificate = kind
      await showCertificate(kind)
      await Promise.all([postfix.restart(), dovecot.restart()])
    },
    appendMasterCf: postfix.appendMasterCf,
    appendMainCf: postfix.appendMainCf,
    postfix,
    dovecot,
    messages: async (name) => {
      const maildir = join(home, 'Maildir', name === 'INBOX' ? '.' : '.Junk')
      const files = (await Promise.all(['new', 'cur'].map((part) => filesIn(join(maildir, part))))).flat()
      return Promise.all(files.map((file) => readFile(file, 'utf8')))
    },
    reset: async () => {
      await Promise.all([postfix.start(), dovecot.start()])
      await persons.configure()
      await rm(join(home, 'Maildir'), { recursive: true, force: true })
    },
  }
  return persons
}

async function makeCertificate(
  kind: CertificateKind,
  authority: CertificateAuthority,
): Promise<IssuedCertificate> {
  const dayMs = 86_400_000
  const names = [server.name] as const
  switch (kind) {
    case 'issued':
      return authority.issue({ names })
    case 'self-signed':
      return createSelfSigned({ names })
    case 'unknown-issuer':
      return (await createCertificateAuthority('An authority that nobody knows')).issue({ names })
    case 'expired':
      return authority.issue({ names, notAfter: new Date(Date.now() - dayMs) })
    case 'not-yet-valid':
      return authority.issue({ names, notBefore: new Date(Date.now() + dayMs) })
    case 'wrong-name':
      return authority.issue({ names: ['www.tanaka.example'] })
  }
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).map((name) => join(folder, name))
  } catch {
    return [] // no mail has come yet
  }
}
