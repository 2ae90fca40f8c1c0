import { readFile } from 'node:fs/promises'
import type { HistoryEntry } from '../../../electron/contract/history.ts'
import { takeLock } from '../../../electron/files/file-lock.ts'
import { replaceFile } from '../../../electron/files/replace-file.ts'
import { systemClock } from '../../../electron/net/clock.ts'

export function someEntry(at: Date, networkId: string | null = 'home'): HistoryEntry {
  return {
    at: at.toISOString(),
    networkId,
    outbound25: {
      verdict: 'blocked',
      mechanism: 'drop',
      confidence: 'confirmed',
      families: { ipv4: { verdict: 'blocked', mechanism: 'drop' }, ipv6: null },
    },
    servers: [{ host: 'mail.example.jp', verdict: 'ready', port: 587 }],
  }
}

/** Puts a line from long ago in front, so that the next append compacts the file. */
export async function makeOld(file: string): Promise<void> {
  const lock = await takeLock(`${file}.lock`, systemClock, 30_000)
  if (lock === null) throw new Error('the history is locked')
  const text = await readFile(file, 'utf8').catch(() => '')
  await replaceFile(file, `${JSON.stringify(someEntry(new Date(0), 'ancient'))}\n${text}`)
  await lock.release()
}
