import { copyFile, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ThunderbirdProgram } from './thunderbird-program.ts'

/** What a running Thunderbird makes of its preferences. */
export type ThunderbirdAccounts = {
  accounts: {
    key: string
    incoming: {
      key: string
      type: string
      hostname: string
      port: number
      socketType: number
      authMethod: number
      username: string
    }
    identities: { key: string; name: string; address: string; outgoing: string | null }[]
  }[]
  outgoing: {
    key: string
    type: string
    hostname: string
    authMethod: number
    username: string
    /** Where it begins to connect to, in the words of its log. */
    connecting: string
    startsTls: boolean
    needsTls: boolean
    mechanisms: string[]
    incomingAccount: string
  }[]
  locked: string[]
  profiles: { name: string; folder: string }[]
}

const script = `
const load = (name) => ChromeUtils.importESModule('resource:///modules/' + name + '.sys.mjs')[name]
const { outgoingServer, accounts } = load('MailServices')
const SmtpClient = load('SmtpClient')
function beginsWith(client) {
  const lines = []
  const log = (line) => lines.push(line)
  client.logger = { debug: log, info: log, warn: log, error: log }
  client.connect()
  client.close(true)
  return lines[0]
}
const keyOrNull = (identity) => outgoingServer.getServerByIdentity(identity)?.key ?? null
const smtpPrefs = Services.prefs.getBranch('mail.smtpserver.')
const { profiles } = Cc['@mozilla.org/toolkit/profile-service;1'].getService(Ci.nsIToolkitProfileService)
return {
  accounts: accounts.accounts.map(({ key, incomingServer, identities }) => ({
    key,
    incoming: {
      key: incomingServer.key,
      type: incomingServer.type,
      hostname: incomingServer.hostname,
      port: incomingServer.port,
      socketType: incomingServer.socketType,
      authMethod: incomingServer.authMethod,
      username: incomingServer.username,
    },
    identities: identities.map((identity) => ({
      key: identity.key,
      name: identity.fullName,
      address: identity.email,
      outgoing: keyOrNull(identity),
    })),
  })),
  outgoing: outgoingServer.servers.map((server) => {
    const client = new SmtpClient(server.QueryInterface(Ci.nsISmtpServer))
    return {
      key: server.key,
      type: server.type,
      hostname: server.hostname,
      authMethod: server.authMethod,
      username: server.username,
      connecting: beginsWith(client),
      startsTls: client.options.alwaysSTARTTLS,
      needsTls: client.options.requireTLS,
      mechanisms: client._preferredAuthMethods,
      incomingAccount: smtpPrefs.getCharPref(server.key + '.incomingAccount', ''),
    }
  }),
  locked: smtpPrefs.getChildList('').filter((name) => smtpPrefs.prefIsLocked(name)),
  profiles: [...profiles].map((profile) => ({ name: profile.name, folder: profile.rootDir.path })),
}
`

export async function askAccounts(thunderbird: ThunderbirdProgram): Promise<ThunderbirdAccounts> {
  return (await thunderbird.execute(script)) as ThunderbirdAccounts
}

/**
 * An installation of its own with these policies, made of links to the one of the system, and a `thunderbird` that
 * starts it with this home. Returns the folder to put in front of PATH.
 */
export async function installWithPolicies(folder: string, policies: object, home: string): Promise<string> {
  const system = '/usr/lib/thunderbird'
  const installation = path.join(folder, 'installation')
  const distribution = path.join(installation, 'distribution')
  const bin = path.join(folder, 'bin')
  await Promise.all([distribution, bin].map((needed) => mkdir(needed, { recursive: true })))
  const program = 'thunderbird-bin'
  for (const name of await readdir(system)) {
    // Thunderbird is at home where its program is, so that one is no link.
    if (name === program) await copyFile(path.join(system, name), path.join(installation, name))
    else if (name !== 'distribution') await symlink(path.join(system, name), path.join(installation, name))
  }
  await writeFile(path.join(distribution, 'policies.json'), JSON.stringify(policies))
  const start = `#!/bin/sh\nHOME='${home}' exec '${path.join(installation, program)}' "$@"\n`
  await writeFile(path.join(bin, 'thunderbird'), start, { mode: 0o755 })
  return bin
}
