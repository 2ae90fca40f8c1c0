import { defineConfig } from 'vite'

/** Bundles the terminal command into out/cli; packages stay outside, so that keytar and the mail libraries load only when used. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'electron/cli.ts',
    outDir: 'out/cli',
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'main.js', chunkFileNames: '[name].js', banner: '' } },
  },
})
