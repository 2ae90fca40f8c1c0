import path from 'node:path'
import process from 'node:process'
import type { Configuration } from 'electron-builder'

const root = path.join(import.meta.dirname, '..', '..')

/**
 * Where updates are fetched from; without it a build never looks for any. electron-builder writes it beside the program
 * (app-update.yml), and descriptions of the release beside the installers (latest*.yml): they go to that place together.
 */
const updatesUrl = process.env['POSTERN_UPDATES_URL'] ?? ''
if (updatesUrl !== '' && !updatesUrl.startsWith('https://'))
  throw new Error('POSTERN_UPDATES_URL is not an https address: the app asks no other')

/** Changing fuses breaks the signature that Electron comes with, and Apple's processors start nothing without one. */
const hasMacCertificate = [process.env['CSC_LINK'], process.env['CSC_NAME']].some(
  (value) => value !== undefined,
)

/** What runs, and nothing else. `npm run pack:check` compares the result with build/package/contents.ts. */
const files: Configuration['files'] = [
  'package.json',
  'LICENSE',
  'out/main/**',
  'out/preload/**',
  'out/renderer/**',
  'out/icons/tray/**',
  'assets/locales/**',
  'assets/ispdb-japan.json',
  // The terminal command is installed by npm, and does not run inside of the app.
  '!node_modules/{@clack,commander,fast-wrap-ansi,fast-string-truncated-width,fast-string-width,sisteransi}/**',
  // What builds or downloads keytar's module.
  '!node_modules/{prebuild-install,node-addon-api,napi-build-utils,node-abi,detect-libc,expand-template,github-from-package,minimist,mkdirp-classic,pump,rc,simple-get,tar-fs,tar-stream,tunnel-agent,base64-js,bl,buffer,chownr,decompress-response,deep-extend,end-of-stream,fs-constants,ieee754,inherits,ini,mimic-response,once,readable-stream,safe-buffer,simple-concat,string_decoder,strip-json-comments,util-deprecate,wrappy}/**',
  '!node_modules/keytar/{src,binding.gyp,build/Release/obj.target,build/Release/.deps,build/*.mk,build/Makefile,build/config.gypi}',
  // Its command, and the library in another form.
  '!node_modules/{argparse,js-yaml/dist,js-yaml/bin}/**',
  '!**/*.{map,md,markdown,ts,cts,mts,flow,tsbuildinfo,sh,yaml,txt,bnf}',
  '!node_modules/**/{.*,CNAME,favicon.ico,*.html}',
  '!**/{test,tests,__tests__,example,examples,docs,.github,bench,benchmark}/**',
]

/**
 * How Postern is packaged. Signing and notarising follow the environment (CSC_LINK, WIN_CSC_LINK, APPLE_API_KEY…), and
 * are left out where it says nothing. Each system packages for itself: keytar's module is the one that was built there.
 */
export const config: Configuration = {
  appId: 'app.postern.Postern',
  productName: 'Postern',
  copyright: 'MIT License',
  directories: {
    output: path.join(root, 'dist'),
    buildResources: path.join(root, 'build', 'package', 'resources'),
  },
  files,
  asar: true,
  asarUnpack: ['**/*.node'],
  // keytar has N-API, so that its module fits; rebuilding would ask for Electron's headers.
  npmRebuild: false,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  publish: updatesUrl === '' ? null : { provider: 'generic', url: updatesUrl },
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  electronLanguages: ['en', 'en-US', 'ja'],
  win: {
    icon: path.join(root, 'out', 'icons', 'postern.ico'),
    target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    selectPerMachineByDefault: false,
    allowElevation: false,
    allowToChangeInstallationDirectory: true,
    installerLanguages: ['en_US', 'ja_JP'],
    include: path.join(root, 'build', 'package', 'uninstall.nsh'),
  },
  mac: {
    icon: path.join(root, 'out', 'icons', 'postern.icns'),
    category: 'public.app-category.utilities',
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    // A dash: signed by nobody, for lack of a certificate.
    ...(hasMacCertificate ? {} : { identity: '-' }),
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: path.join(root, 'build', 'package', 'entitlements.mac.plist'),
    entitlementsInherit: path.join(root, 'build', 'package', 'entitlements.mac.plist'),
    extendInfo: { LSUIElement: true, CFBundleLocalizations: ['en', 'ja'] },
  },
  linux: {
    // `postern` is the terminal command.
    executableName: 'postern-app',
    icon: path.join(root, 'out', 'icons', 'app'),
    category: 'Network',
    synopsis: 'Gets your mail out of networks that block port 25',
    maintainer: 'Postern <postern@postern.invalid>',
    target: ['AppImage', 'deb', 'tar.gz'],
  },
}
