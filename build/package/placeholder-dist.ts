import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)

/** Electron's fuse wire: a sentinel, the schema's version, the number of fuses, and each at Electron's default. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
  Buffer.from([1, 9]),
  Buffer.from('101100011', 'latin1'),
])

export type PackagedPlatform = 'linux' | 'win32' | 'darwin'

/**
 * A folder laid out as Electron's own, for checking the packaging where Electron's binary is not: nothing in it runs.
 * electron-builder finds in it what it renames, edits and flips.
 */
export async function writePlaceholderDist(platform: PackagedPlatform, folder: string): Promise<void> {
  const manifest = await readFile(require.resolve('electron/package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const put = async (name: string, content: string | Buffer, mode = 0o644) => {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
    await chmod(file, mode)
  }
  const program = Buffer.concat([
    Buffer.from(`#!/bin/sh\necho 'A placeholder for Electron ${version}' >&2\nexit 1\n`),
    fuseWire,
  ])
  await put('version', version)
  await put('LICENSE', 'placeholder\n')
  await put('LICENSES.chromium.html', 'placeholder\n')
  switch (platform) {
    case 'linux':
      await put('electron', program, 0o755)
      await put('resources/.keep', '')
      await put('locales/en-US.pak', '')
      return
    case 'win32': {
      // A PE file with version resources, which are edited.
      const pe = path.join(
        path.dirname(require.resolve('electron-winstaller/package.json')),
        'vendor',
        '7z-x64.exe',
      )
      await put('electron.exe', Buffer.concat([await readFile(pe), fuseWire]))
      await put('resources/.keep', '')
      await put('locales/en-US.pak', '')
      return
    }
    case 'darwin': {
      const contents = 'Electron.app/Contents'
      await put(`${contents}/Info.plist`, infoPlist('Electron', version))
      await put(`${contents}/MacOS/Electron`, program, 0o755)
      await put(`${contents}/Resources/electron.icns`, '')
      await put(`${contents}/Resources/en.lproj/.keep`, '')
      await put(`${contents}/Frameworks/Electron Framework.framework/Electron Framework`, fuseWire, 0o755)
      const framework = `${contents}/Frameworks/Electron Framework.framework`
      await put(`${framework}/Versions/A/Resources/en.lproj/locale.pak`, '')
      for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
        const helper = `${contents}/Frameworks/Electron Helper${kind}.app/Contents`
        await put(`${helper}/Info.plist`, infoPlist(`Electron Helper${kind}`, version))
        await put(`${helper}/MacOS/Electron Helper${kind}`, program, 0o755)
      }
    }
  }
}

function infoPlist(name: string, version: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundleVersion</key><string>${version}</string>
</dict></plist>
`
}
