import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { extractAll, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { FuseState } from '@electron/fuses/dist/constants.js'
import { Arch, build, type Configuration, Platform } from 'electron-builder'
import { differences, unpack } from './archives.ts'
import type { config } from './config.ts'
import { complaintsAbout, mostAsarBytes } from './contents.ts'
import { type PackagedPlatform, writePlaceholderDist } from './placeholder-dist.ts'

/**
 * `npm run pack:check`: packages Postern for the three systems around placeholders for Electron, and looks at what came
 * out; on Linux also at a .zip and a .tar.gz, unpacked. It shows what is in a package and how Electron is fused; that a
 * package runs has to be seen on its system.
 */

type Packaged = { platform: PackagedPlatform; target: Platform; program: string; resources: string }

const packages: readonly Packaged[] = [
  {
    platform: 'linux',
    target: Platform.LINUX,
    program: 'linux-unpacked/postern-app',
    resources: 'linux-unpacked/resources',
  },
  {
    platform: 'win32',
    target: Platform.WINDOWS,
    program: 'win-unpacked/Postern.exe',
    resources: 'win-unpacked/resources',
  },
  {
    platform: 'darwin',
    target: Platform.MAC,
    program: 'mac/Postern.app',
    resources: 'mac/Postern.app/Contents/Resources',
  },
]

/** On means on. What is not here is left as Electron has it. */
const wantedFuses: readonly [FuseV1Options, boolean][] = [
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableCookieEncryption, true],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
]

/** Specs that run the app as it is, and need nothing of the test's own. */
const specs = ['lifecycle', 'security', 'tray']

/** Where electron-builder would fetch a tool, it takes the system's. */
const sevenZip = '/usr/bin/7za'
if (existsSync(sevenZip)) process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= sevenZip

const updatesUrl = 'https://updates.example/'

const work = await mkdtemp(path.join(tmpdir(), 'postern-pack-'))
const complaints: string[] = []
try {
  for (const each of packages)
    complaints.push(...(await check(each)).map((text) => `${each.platform}: ${text}`))
  complaints.push(...(await archiveComplaints()).map((text) => `linux: ${text}`))
  // The archive of this system holds this system’s keytar.
  const app = path.join(work, `app-${process.platform}`)
  complaints.push(...loadComplaints(app), ...specComplaints(app))
} finally {
  await rm(work, { recursive: true })
}
for (const complaint of complaints) process.stdout.write(`✗ ${complaint}\n`)
// A hook of electron-builder’s ends the process with 0, whatever `exitCode` says.
process.exit(complaints.length === 0 ? 0 : 1)

/** As it is packaged with and without a place for updates. */
async function configFor(url: string | null): Promise<Configuration> {
  if (url === null) delete process.env['POSTERN_UPDATES_URL']
  else process.env['POSTERN_UPDATES_URL'] = url
  // Its own module each time, for it looks at the environment as it is loaded.
  const module = (await import(`./config.ts?${url ?? ''}`)) as { config: typeof config }
  return structuredClone(module.config)
}

async function packaged(
  { platform, target }: Packaged,
  { targets, output, url }: { targets: string[]; output: string; url: string | null },
): Promise<void> {
  const dist = path.join(work, `electron-${platform}`)
  if (!existsSync(dist)) await writePlaceholderDist(platform, dist)
  const own = await configFor(url)
  await build({
    targets: target.createTarget(targets, Arch.x64),
    publish: 'never',
    config: {
      ...own,
      electronDist: dist,
      directories: { ...own.directories, output },
      // The tool that does it is fetched from the internet, or is Windows’ own.
      win: { ...own.win, signAndEditExecutable: false },
      mac: { ...own.mac, identity: null },
    },
  })
}

async function check(each: Packaged): Promise<string[]> {
  const { platform, program, resources } = each
  const output = path.join(work, platform)
  await packaged(each, { targets: ['dir'], output, url: null })
  const asar = path.join(output, resources, 'app.asar')
  const files = listPackage(asar, { isPack: false }).map((file) =>
    file.replaceAll('\\', '/').replace(/^\//, ''),
  )
  const { size } = await stat(asar)
  process.stdout.write(
    `${platform}: ${files.length} entries in app.asar, ${(size / 1024 / 1024).toFixed(1)} MB; beside it ${(await readdir(path.join(output, resources))).join(', ')}\n`,
  )
  const fuses = await getCurrentFuseWire(path.join(output, program))
  const wrong = wantedFuses.filter(
    ([fuse, on]) => fuses[fuse] !== (on ? FuseState.ENABLE : FuseState.DISABLE),
  )
  extractAll(asar, path.join(work, `app-${platform}`))
  return [
    ...complaintsAbout(files),
    ...(existsSync(path.join(output, resources, 'app-update.yml'))
      ? ['has an app-update.yml without a place for updates']
      : []),
    ...(size > mostAsarBytes ? [`app.asar is larger than ${mostAsarBytes / 1024 / 1024} MB`] : []),
    ...wrong.map(([fuse, on]) => `the fuse ${FuseV1Options[fuse]} is not ${on ? 'on' : 'off'}`),
  ]
}

/** What ships for Linux without electron-builder's tools for .deb and .AppImage, which are fetched from the internet. */
async function archiveComplaints(): Promise<string[]> {
  const [linux] = packages
  if (linux === undefined) throw new Error('Linux is packaged')
  const output = path.join(work, 'archives')
  await packaged(linux, { targets: ['zip', 'tar.gz'], output, url: updatesUrl })
  const unpacked = path.join(output, 'linux-unpacked')
  const updates = await readFile(path.join(unpacked, 'resources', 'app-update.yml'), 'utf8').catch(() => '')
  const complaints = ['provider: generic', `url: ${updatesUrl}`]
    .filter((line) => !updates.split('\n').includes(line))
    .map((line) => `app-update.yml is without ${line}`)
  for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
    if (!existsSync(path.join(unpacked, name))) complaints.push(`${name} is missing`)
  if (((await stat(path.join(output, linux.program))).mode & 0o111) !== 0o111)
    complaints.push('the program is not executable')
  const archives = (await readdir(output)).filter((name) => /\.(zip|tar\.gz)$/.test(name))
  if (archives.length !== 2) complaints.push(`there are other archives: ${archives.join(', ')}`)
  for (const name of archives) {
    const folder = path.join(output, `of-${name}`)
    await unpack(path.join(output, name), folder)
    // A .tar.gz has all in one folder of its name.
    const root = name.endsWith('.zip') ? folder : path.join(folder, path.basename(name, '.tar.gz'))
    complaints.push(...(await differences(unpacked, root)).map((text) => `${name}: ${text}`))
    process.stdout.write(`linux: ${name} unpacked, ${(await readdir(root)).join(', ')}\n`)
  }
  return complaints
}

/** Every package that the main process loads when it is first needed has to be there, with all that it needs itself. */
function loadComplaints(app: string): string[] {
  const names = [
    'imapflow',
    'nodemailer/lib/mail-composer/index.js',
    'nodemailer/lib/smtp-connection/index.js',
    'keytar',
    'electron-updater',
  ]
  return names.flatMap((name) => {
    const load = `await import(${JSON.stringify(name)})`
    const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', load], {
      cwd: app,
      stdio: 'inherit',
    })
    return status === 0 ? [] : [`${name} does not load out of the package`]
  })
}

function specComplaints(app: string): string[] {
  const { status } = spawnSync('playwright', ['test', ...specs], {
    stdio: 'inherit',
    env: { ...process.env, POSTERN_APP: app },
  })
  return status === 0 ? [] : ['the packaged app fails its specs']
}
