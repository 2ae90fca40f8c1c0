import process from 'node:process'
import { app } from '../process/app.ts'

/** What a page calls itself, as in Electron. */
export function userAgent(): string {
  const products = [
    `${app.getName()}/${app.getVersion()}`,
    `Chrome/${process.versions.chrome}`,
    `Electron/${process.versions.electron}`,
  ]
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ${products.join(' ')} Safari/537.36`
}
