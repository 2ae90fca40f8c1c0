import { mkdir, rename } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import type { SettingsFailure } from '../contract/failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import type { Clock } from '../net/clock.ts'
import { errnoOf } from './errno.ts'
import { withFileFailures } from './file-failure.ts'
import { takeLock } from './file-lock.ts'
import { readLimited } from './read-limited.ts'
import { replaceFile } from './replace-file.ts'

const lockWaitMs = 1_000
const mostBytes = 4 * 1024 * 1024

/** A file of one JSON value that is worth keeping, and no disaster to lose. */
export type JsonFile<Value> = {
  /** Without a file, or where it is damaged: the empty value. */
  read: () => Promise<Result<Value, SettingsFailure>>
  /** Replaces the file as a whole, with no other process in between. A damaged one is kept as `NAME.damaged.json`. */
  update: (change: (value: Value) => Value) => Promise<Result<Value, SettingsFailure>>
}

export function createJsonFile<Schema extends z.ZodType>({
  file,
  schema,
  empty,
  clock,
}: {
  file: string
  schema: Schema
  empty: z.infer<Schema>
  clock: Clock
}): JsonFile<z.infer<Schema>> {
  const readOrNull = async (): Promise<z.infer<Schema> | null> => {
    const text = await readIfThere(file)
    if (text === null) return empty
    const parsed = schema.safeParse(parseJson(text))
    return parsed.success ? parsed.data : null
  }
  return {
    read: () => withFileFailures(file, async () => ok((await readOrNull()) ?? empty)),
    update: (change) =>
      withFileFailures(file, async () => {
        const { dir, name, ext } = path.parse(file)
        await mkdir(dir, { recursive: true, mode: 0o700 })
        const lock = await takeLock(`${file}.lock`, clock, lockWaitMs)
        if (lock === null) return failed({ kind: 'settings-busy', file })
        try {
          const before = await readOrNull()
          if (before === null) await rename(file, path.join(dir, `${name}.damaged${ext}`))
          const next = schema.parse(change(before ?? empty))
          await replaceFile(file, `${JSON.stringify(next)}\n`)
          return ok(next)
        } finally {
          await lock.release()
        }
      }),
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return (await readLimited(file, mostBytes)).bytes.toString()
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
