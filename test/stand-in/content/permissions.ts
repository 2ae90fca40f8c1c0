import type * as Electron from 'electron'
import type { DevTools } from '../chromium/connection.ts'

type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>
type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type Permission = Parameters<RequestHandler>[1]
export type PermissionHandlers = { check: CheckHandler | null; request: RequestHandler | null }

/** Electron's names, and what Chromium calls the same. */
const permissions: readonly [Permission, { name: string; sysex?: boolean }][] = [
  ['clipboard-read', { name: 'clipboard-read' }],
  ['clipboard-sanitized-write', { name: 'clipboard-write' }],
  ['geolocation', { name: 'geolocation' }],
  ['idle-detection', { name: 'idle-detection' }],
  ['media', { name: 'camera' }],
  ['media', { name: 'microphone' }],
  ['midi', { name: 'midi' }],
  ['midiSysex', { name: 'midi', sysex: true }],
  ['notifications', { name: 'notifications' }],
  ['storage-access', { name: 'storage-access' }],
  ['window-management', { name: 'window-management' }],
]

/**
 * Tells Chromium what the app allows a page. Chromium does not ask outwards, so the app's handlers are asked for every
 * permission before the page loads. Without handlers everything is granted, as in Electron.
 */
export async function applyPermissions(
  browser: DevTools,
  handlers: PermissionHandlers,
  contents: Electron.WebContents,
  page: { appUrl: string; chromiumUrl: string },
): Promise<void> {
  const { origin } = new URL(page.chromiumUrl)
  if (origin === 'null') return
  const requestingOrigin = new URL(page.appUrl).origin === origin ? origin : originOf(page.appUrl)
  for (const [permission, descriptor] of permissions) {
    const checked =
      handlers.check?.(contents, permission, requestingOrigin, {
        isMainFrame: true,
        requestingUrl: page.appUrl,
      }) ?? true
    const granted = checked && (await request(handlers.request, contents, permission, page.appUrl))
    await browser.send('Browser.setPermission', {
      permission: descriptor,
      setting: granted ? 'granted' : 'denied',
      origin,
    })
  }
}

function request(
  handler: RequestHandler | null,
  contents: Electron.WebContents,
  permission: Permission,
  requestingUrl: string,
): Promise<boolean> {
  if (!handler) return Promise.resolve(true)
  return new Promise((resolve) =>
    handler(contents, permission, resolve, { isMainFrame: true, requestingUrl }),
  )
}

function originOf(url: string): string {
  return `${/^[^:]+:\/\/[^/?#]*/.exec(url)?.[0] ?? 'null'}/`
}
