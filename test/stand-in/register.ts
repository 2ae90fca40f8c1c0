import { registerHooks } from 'node:module'

/** Whoever asks for `electron` in this process (the app, its packages, Playwright's loader) gets the stand-in. */

const names = new Set(['electron', 'electron/main', 'electron/common'])
const url = new URL('./electron-module.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    names.has(specifier)
      ? { url, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})
