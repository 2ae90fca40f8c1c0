import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../stand-in/chromium/find-chromium.ts'

/** Debian's Chromium, else the one that Playwright has downloaded. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  return chromium.launch({
    args: ['--no-sandbox'],
    ...(executablePath === undefined ? {} : { executablePath }),
  })
}
