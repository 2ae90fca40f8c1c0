import process from 'node:process'
import { build } from 'electron-builder'
import { config } from './config.ts'

/** `npm run pack`: the installers of this system, in dist/. With --dir only the app as it is installed. */
await build({ publish: 'never', config: structuredClone(config), dir: process.argv.includes('--dir') })
