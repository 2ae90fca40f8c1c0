import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { extractAll, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { FuseState } from '@electron/fuses/dist/constants.js'
import { Arch, build, Platform } from 'electron-builder'
import { config } from './config.ts'
import { complaintsAbout, mostAsarBytes } from './contents.ts'
import { type PackagedPlatform, writePlaceholderDist } from './placeholder-dist.ts'

/**
 * `npm run pack:check`: packages Postern for the three systems around placeholders for Electron, and looks at what came
 * out. It shows what is in a package and how Electron is fused; that a package runs has to be seen on its system.
 */

type Packaged = { platform: PackagedPlatform; target: Platform; program: string; resources: string }

const packages: readonly Packaged[] = [
  {
    platform: 'linux',
    target: Platform.LINUX,
    program: 'linux-unpacked/postern',
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

const work = await mkdtemp(path.join(tmpdir(), 'postern-pack-'))
const complaints: string[] = []
try {
  for (const each of packages)
    complaints.push(...(await check(each)).map((text) => `${each.platform}: ${text}`))
  // The archive of this system holds this system’s keytar.
  const app = path.join(work, `app-${process.platform}`)
  complaints.push(...loadComplaints(app), ...specComplaints(app))
} finally {
  await rm(work, { recursive: true })
}
for (const complaint of complaints) process.stdout.write(`✗ ${complaint}\n`)
process.exitCode = complaints.length === 0 ? 0 : 1

async function check({ platform, target, program, resources }: Packaged): Promise<string[]> {
  const dist = path.join(work, `electron-${platform}`)
  const output = path.join(work, platform)
  await writePlaceholderDist(platform, dist)
  await build({
    targets: target.createTarget('dir', Arch.x64),
    publish: 'never',
    config: {
      ...structuredClone(config),
      electronDist: dist,
      directories: { ...config.directories, output },
      // The tool that does it is fetched from the internet, or is Windows’ own.
      win: { ...config.win, signAndEditExecutable: false },
      mac: { ...config.mac, identity: null },
    },
  })
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
    ...(size > mostAsarBytes ? [`app.asar is larger than ${mostAsarBytes / 1024 / 1024} MB`] : []),
    ...wrong.map(([fuse, on]) => `the fuse ${FuseV1Options[fuse]} is not ${on ? 'on' : 'off'}`),
  ]
}

/** Every package that the main process loads when it is first needed has to be there, with all that it needs itself. */
function loadComplaints(app: string): string[] {
  const names = [
    'imapflow',
    'nodemailer/lib/mail-composer/index.js',
    'nodemailer/lib/smtp-connection/index.js',
    'keytar',
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
