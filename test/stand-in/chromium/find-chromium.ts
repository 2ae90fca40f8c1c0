import { existsSync } from 'node:fs'

/** Debian's Chromium; the headless shell first, which takes half the time but can show nothing. */
export function findChromium(shown = false): string | undefined {
  return (shown ? ['/usr/bin/chromium'] : ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']).find(
    (file) => existsSync(file),
  )
}

export const noChromium =
  'The stand-in for Electron needs Chromium: install the Debian package chromium-headless-shell or chromium.'
