import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { type AfterPackContext, Arch, build } from 'electron-builder'
import { config } from './config.ts'
import { processorOf } from './native-module.ts'

/** keytar's module was built for one processor, and its package may be for another. */
async function checkModules({ appOutDir, arch }: AfterPackContext): Promise<void> {
  const modules = (await readdir(appOutDir, { recursive: true })).filter((name) => name.endsWith('.node'))
  if (modules.length === 0) throw new Error(`No native module in ${appOutDir}`)
  for (const name of modules) {
    const processor = processorOf(await readFile(path.join(appOutDir, name)))
    if (processor !== Arch[arch])
      throw new Error(`${name} is for ${String(processor)}, not for ${Arch[arch]}`)
  }
}

/** `npm run pack`: the installers of this system, in dist/. With --dir only the app as it is installed. */
await build({
  publish: 'never',
  config: {
    ...structuredClone(config),
    // Windows' and macOS's packages are for two processors, of which one is not this computer's.
    npmRebuild: process.platform !== 'linux',
    afterPack: checkModules,
  },
  dir: process.argv.includes('--dir'),
})
