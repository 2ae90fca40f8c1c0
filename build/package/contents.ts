/** More than this, and something is in the package that has no business there. */
export const mostAsarBytes = 12 * 1024 * 1024

const own = [
  /^package\.json$/,
  /^LICENSE$/,
  /^out\/main\/[\w-]+\.js$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|woff2|svg))$/,
  /^out\/renderer\/licences\.json$/,
  /^out\/icons\/tray\/[\w@.-]+\.png$/,
  /^assets\/locales\/[\w-]+\.json$/,
  /^assets\/ispdb-japan\.json$/,
]

/** Packages that run in the main process. A new one is a decision, and comes with a line here. */
export const packages: readonly string[] = [
  '@nodable/entities',
  '@pinojs/redact',
  '@zone-eu/mailsplit',
  'anynum',
  'atomic-sleep',
  'builder-util-runtime',
  'debug',
  'electron-log',
  'electron-updater',
  'encoding-japanese',
  'fast-xml-builder',
  'fast-xml-parser',
  'fs-extra',
  'graceful-fs',
  'i18next',
  'iconv-lite',
  'imapflow',
  'ip-address',
  'is-unsafe',
  'js-yaml',
  'jsonfile',
  'keytar',
  'lazy-val',
  'libbase64',
  'libmime',
  'libqp',
  'lodash.escaperegexp',
  'lodash.isequal',
  'ms',
  'nodemailer',
  'on-exit-leak-free',
  'path-expression-matcher',
  'pino',
  'pino-abstract-transport',
  'pino-std-serializers',
  'process-warning',
  'quick-format-unescaped',
  'real-require',
  'safe-stable-stringify',
  'safer-buffer',
  'sax',
  'semver',
  'signal-exit',
  'smart-buffer',
  'socks',
  'sonic-boom',
  'split2',
  'strnum',
  'thread-stream',
  'tiny-typed-emitter',
  'tldts',
  'tldts-core',
  'universalify',
  'write-file-atomic',
  'xml-naming',
  'zod',
]

/** Not packages of the package, and yet in it: the runtime, the window's library, what keytar's module is built with. */
export const builtIn: readonly string[] = ['electron', 'preact', 'node-addon-api']

/** What is in a package besides code, licences and descriptions. */
const packageFile = /\.(c?js|mjs|json|node|wasm)$|\/(licen[cs]e|copying|notice)[^/]*$/i

/** What is in the app's archive and should not be there. */
export function complaintsAbout(files: readonly string[]): string[] {
  return files
    .filter((file) => !files.some((other) => other.startsWith(`${file}/`)))
    .filter((file) => !isOwn(file) && !isOfPackage(file))
    .map((file) => `not on the list: ${file}`)
}

function isOwn(file: string): boolean {
  return own.some((pattern) => pattern.test(file))
}

function isOfPackage(file: string): boolean {
  const name = packageOf(file)
  return name !== null && packages.includes(name) && packageFile.test(file)
}

function packageOf(file: string): string | null {
  return /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? null
}
