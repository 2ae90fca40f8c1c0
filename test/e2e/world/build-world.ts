import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'vite'

const root = path.join(import.meta.dirname, '..', '..', '..')
/** As deep as out/main, so that everything is found as from there. */
export const worldApp = path.join(root, 'out', 'world')

/** Bundles the app in its small world, beside the app itself. Run once before the specs. */
export async function buildWorld(): Promise<void> {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: path.join(import.meta.dirname, 'main.ts'),
      outDir: worldApp,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        external: ['electron', 'keytar'],
        output: { format: 'es', entryFileNames: 'main.js', chunkFileNames: '[name].js' },
      },
    },
  })
  const { name, productName, version } = JSON.parse(
    await readFile(path.join(root, 'package.json'), 'utf8'),
  ) as Record<string, string>
  await mkdir(worldApp, { recursive: true })
  await writeFile(
    path.join(worldApp, 'package.json'),
    JSON.stringify({ name, productName, version, type: 'module', main: 'main.js' }),
  )
}
