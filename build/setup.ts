import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

/**
 * Installs what the tests use besides npm's packages. On Debian as root: the real servers, tools and headers.
 * Elsewhere it says what is missing; the tests that need it then report themselves as skipped.
 */

const debianPackages = [
  'postfix',
  'dovecot-core',
  'dovecot-imapd',
  'dnsmasq-base',
  'nftables',
  'iproute2',
  'util-linux',
  'tcpdump',
  'openssl',
  'swaks',
  'libnet-ssleay-perl',
  'nmap',
  // Its account finder is what discovery is compared with.
  'thunderbird',
  // They serve what `postern publish` writes.
  'nginx',
  'apache2-bin',
  // A change of its settings is killed at chosen system calls.
  'strace',
  // The words of its Japanese dialogs.
  'thunderbird-l10n-ja',
  // Its reg.exe changes Outlook's accounts in hives of its own.
  'wine',
  // It compiles what an uninstall on Windows does.
  'nsis',
  // It reads the entry that starts the app at login.
  'desktop-file-utils',
  // They make and unpack the archives for Linux.
  'p7zip-full',
  'unzip',
  'dbus',
  'gnome-keyring',
  'libsecret-1-0',
  // The app's windows where Electron itself is not there, and fonts for both of its languages.
  'chromium-headless-shell',
  'fonts-inter',
  'fonts-noto-cjk',
  // keytar's native module is built with these where its prebuilt one is out of reach.
  'libsecret-1-dev',
  'pkg-config',
  'python3',
  'make',
  'g++',
]

const keytarModule = path.join(
  import.meta.dirname,
  '..',
  'node_modules',
  'keytar',
  'build',
  'Release',
  'keytar.node',
)

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, input = ''): boolean {
  return (
    spawnSync(command, args, {
      stdio: ['pipe', 'inherit', 'inherit'],
      input,
      env: { ...process.env, ...env },
    }).status === 0
  )
}

function missingPackages(): string[] {
  return debianPackages.filter((name) => {
    const query = spawnSync('dpkg-query', ['--show', '--showformat=${Status}', name], { encoding: 'utf8' })
    return !query.stdout.includes('install ok installed')
  })
}

function installDebianPackages(): boolean {
  const missing = missingPackages()
  if (missing.length === 0) return true
  process.stdout.write(`Installing ${missing.join(' ')}\n`)
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  // Postfix shall not configure itself, nor start on this machine: the tests run their own.
  run('debconf-set-selections', [], quiet, 'postfix postfix/main_mailer_type select No configuration\n')
  return (
    run('apt-get', ['update', '-qq'], quiet) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet)
  )
}

function installKeytar(): boolean {
  if (existsSync(keytarModule)) return true
  process.stdout.write('Building keytar\n')
  // npm left it out as an optional package when its headers were missing.
  return (
    run('npm', ['install', '--no-save', '--include=optional', '--ignore-scripts=false']) &&
    existsSync(keytarModule)
  )
}

const debian = existsSync('/usr/bin/apt-get')
const root = process.getuid?.() === 0
let complete = true
if (debian && root) complete = installDebianPackages()
else {
  process.stdout.write(
    debian
      ? `Not root, so nothing was installed. Missing: ${missingPackages().join(' ') || 'nothing'}\n`
      : 'Not a Debian system: the tests in network namespaces and those on real mail servers will be skipped.\n',
  )
}
if (!installKeytar()) {
  process.stdout.write('keytar could not be built: the tests on the keychain will be skipped.\n')
  complete = complete && !(debian && root)
}
process.exitCode = complete ? 0 : 1
