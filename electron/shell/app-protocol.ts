import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { appFile, type AppFolders, scheme } from './app-files.ts'

/** Nothing inline, nothing from elsewhere, and no text that becomes code. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const safety = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=()',
  'Cache-Control': 'no-store',
}

/** Makes the page's scheme one with an origin, before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Answers the page's requests with files of the program. */
export function serveApp(session: Session, folders: AppFolders): void {
  session.protocol.handle(scheme, async ({ url, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return empty(405)
    const found = appFile(url, folders)
    if ('status' in found) return empty(found.status)
    try {
      const body = await readFile(found.file)
      return new Response(method === 'HEAD' ? null : new Uint8Array(body), {
        headers: { ...safety, 'Content-Type': found.type },
      })
    } catch {
      return empty(404)
    }
  })
}

function empty(status: number): Response {
  return new Response(null, { status, headers: safety })
}
