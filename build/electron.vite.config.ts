import path from 'node:path'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { licenceList } from './licence-list.ts'

const root = path.join(import.meta.dirname, '..')
const out = path.join(root, 'out')

/** A file of its own, which the window reads when somebody wants to see it. */
const licences: Plugin = {
  name: 'licences',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'licences.json', source: JSON.stringify(licenceList()) })
  },
}

/**
 * Bundles the app: main process, preload, window. Packages that the main process needs later stay outside, as with
 * the terminal command. The page's policy allows nothing inline and no data addresses.
 */
export default defineConfig({
  main: {
    publicDir: false,
    build: {
      outDir: path.join(out, 'main'),
      emptyOutDir: true,
      minify: false,
      externalizeDeps: {
        // An optional package, which electron-vite does not know to leave outside.
        include: ['keytar'],
        // Needed at every start: reading one file takes a third of the time of reading a hundred.
        exclude: ['electron-log', 'i18next', 'tldts', 'write-file-atomic', 'zod'],
      },
      rolldownOptions: {
        input: path.join(root, 'electron', 'main.ts'),
        // All in one folder: the bundle looks for assets/ from there.
        // Half as long, and half as long to read; names stay, for the log.
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          minify: { compress: true, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    publicDir: false,
    build: {
      outDir: path.join(out, 'preload'),
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: path.join(root, 'electron', 'shell', 'preload.ts'),
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    base: './',
    publicDir: false,
    plugins: [licences],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: path.join(out, 'renderer'),
      emptyOutDir: true,
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: path.join(root, 'renderer', 'index.html') },
    },
  },
})
