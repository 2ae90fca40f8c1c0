import { chmodSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vite'

const outDir = path.join(import.meta.dirname, '..', 'out', 'cli')

/** Bundles the terminal command into out/cli; packages stay outside, so that keytar and the mail libraries load only when used. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'electron/cli.ts',
    outDir,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'postern.js', chunkFileNames: '[name].js' } },
  },
  plugins: [
    {
      name: 'executable',
      closeBundle: () => chmodSync(path.join(outDir, 'postern.js'), 0o755),
    },
  ],
})
