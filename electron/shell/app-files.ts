import path from 'node:path'

/** The page's own address: its scheme and host are an origin like any other, and nothing else has it. */
export const scheme = 'app'
export const origin = `${scheme}://postern`
export const startPage = `${origin}/index.html`

export type AppFolders = { renderer: string; locales: string }
export type AppFile = { file: string; type: string } | { status: 400 | 404 }

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Whether a request stays inside of the program. */
export function isOwn(url: string): boolean {
  return URL.canParse(url) && (url === origin || url.startsWith(`${origin}/`))
}

/** The file behind an address of the page's own. Nothing outside of the two folders has an address. */
export function appFile(url: string, folders: AppFolders): AppFile {
  const wanted = isOwn(url) ? decoded(new URL(url).pathname) : null
  // A colon is a drive or a stream on Windows.
  if (wanted === null || /[\0\\:]/.test(wanted)) return { status: 400 }
  const parts = wanted.split('/').slice(1)
  if (parts.some((part) => part === '..' || part === '.')) return { status: 400 }
  const name = parts.join('/') === '' ? 'index.html' : parts.join('/')
  const type = types[path.posix.extname(name)]
  if (type === undefined) return { status: 404 }
  const locale = /^locales\/([\w-]+\.json)$/.exec(name)?.[1]
  const file = locale === undefined ? path.join(folders.renderer, name) : path.join(folders.locales, locale)
  return { file, type }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
