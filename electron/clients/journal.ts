import { createHash } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { ClientFailure } from '../contract/client-failures.ts'
import { MailClient } from '../contract/clients.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { errnoOf } from '../files/errno.ts'
import { readLimited } from '../files/read-limited.ts'
import { replaceFile } from '../files/replace-file.ts'
import { readFailure } from './client-file.ts'
import { syncFolder, writeDurably } from './durable-files.ts'

/**
 * What was changed in other programs' files, and in their keys of the registry. Each change has a folder, named by its
 * number: in it the file or the exported key as it was before (`before`), and what was to be done and how far it got
 * (`change.json`).
 */

const Value = z.union([z.boolean(), z.number(), z.string()]).nullable()

const JournalEntry = z.strictObject({
  version: z.literal(1),
  id: z.int().positive(),
  at: z.iso.datetime(),
  client: MailClient,
  /** As the program names it, and as it is behind symlinks. Of a key: its whole name. */
  file: z.string(),
  target: z.string(),
  /** Beside the target, until it takes its place. Of a key: what is imported into it. */
  temporary: z.string(),
  changes: z.array(z.strictObject({ name: z.string(), before: Value, after: Value })),
  /** Of the whole file, or of the exported key; null when there was none. */
  sha256: z.strictObject({ before: z.string().nullable(), after: z.string() }),
  /**
   * `renaming`: the temporary file is whole, and whether it is still there tells whether it took its place.
   * `importing`: the values in the key tell how far it came.
   */
  state: z.enum(['writing', 'renaming', 'importing', 'done']),
  /** The change that this one takes back. */
  undoes: z.int().positive().nullable(),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/** A change that was made, and the one that took it back, if any did. */
export type MadeChange = JournalEntry & { undoneBy: number | null }

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Far more than any program's file that is changed, whose limit is its format's. */
export const mostJournalBytes = 64 * 1024 * 1024

const entryFolder = (folder: string, id: number) => path.join(folder, String(id))
const entryFile = (folder: string, id: number) => path.join(entryFolder(folder, id), 'change.json')
const backupFile = (folder: string, id: number) => path.join(entryFolder(folder, id), 'before')

/** The lock that is held while anything here or in a program's file is changed. */
export const journalLock = (folder: string) => path.join(folder, 'lock')

/** Begins an entry: from here on a crash is noticed. Gives the entry with its number. */
export async function addEntry(
  folder: string,
  entry: Omit<JournalEntry, 'version' | 'id'>,
  before: Uint8Array | null,
): Promise<JournalEntry> {
  const id = Math.max(0, ...(await idsIn(folder))) + 1
  const numbered: JournalEntry = { version: 1, id, ...entry }
  await mkdir(entryFolder(folder, id), { mode: 0o700 })
  try {
    if (before !== null) await writeDurably(backupFile(folder, id), before)
    await writeEntry(folder, numbered)
    await syncFolder(folder)
  } catch (error) {
    await removeEntry(folder, id)
    throw error
  }
  return numbered
}

export async function writeEntry(folder: string, entry: JournalEntry): Promise<void> {
  await replaceFile(entryFile(folder, entry.id), `${JSON.stringify(entry, null, 2)}\n`)
  await syncFolder(entryFolder(folder, entry.id))
}

/** Forgets a change whose temporary file did not take its place. */
export async function rollBack(folder: string, entry: JournalEntry): Promise<void> {
  await writeEntry(folder, { ...entry, state: 'writing' }).catch((error: unknown) => {
    // On a full disk it stays `renaming`: after a crash just here, the checksum of the file has to tell.
    if (errnoOf(error) === null) throw error
  })
  await rm(entry.temporary, { force: true })
  await removeEntry(folder, entry.id)
}

/** The entry goes before its backup, so that what is left by a crash counts as never begun. */
export async function removeEntry(folder: string, id: number): Promise<void> {
  await rm(entryFile(folder, id), { force: true })
  await rm(entryFolder(folder, id), { recursive: true, force: true })
}

/** The file as it was before; null when there was none, or the backup is gone. */
export async function readBackup(folder: string, id: number): Promise<Uint8Array | null> {
  try {
    return (await readLimited(backupFile(folder, id), mostJournalBytes)).bytes
  } catch (error) {
    // For an undo, one that cannot be read is as good as gone.
    readFailure(error, backupFile(folder, id))
    return null
  }
}

/** All changes that were made, the oldest first. Entries that are damaged or of a newer Postern are left out. */
export async function listChanges(folder: string): Promise<Result<MadeChange[], ClientFailure>> {
  let entries: Awaited<ReturnType<typeof readEntries>>
  try {
    entries = await readEntries(folder)
  } catch (error) {
    return failed(readFailure(error, folder))
  }
  const made = entries.flatMap(({ entry }) => (entry?.state === 'done' ? [entry] : []))
  return ok(
    made.map((entry) => ({
      ...entry,
      undoneBy: made.find(({ undoes }) => undoes === entry.id)?.id ?? null,
    })),
  )
}

/**
 * Every number with its entry, in order. `none` when there is no entry under it, as after a crash before the entry was
 * written; an entry that cannot be understood is null and not `none`.
 */
export async function readEntries(
  folder: string,
): Promise<{ id: number; isBegun: boolean; entry: JournalEntry | null }[]> {
  const ids = await idsIn(folder)
  return Promise.all(
    ids
      .toSorted((a, b) => a - b)
      .map(async (id) => {
        const read = await ifThere(() => readLimited(entryFile(folder, id), mostJournalBytes))
        return { id, isBegun: read !== null, entry: read && parseEntry(read.bytes.toString()) }
      }),
  )
}

function parseEntry(text: string): JournalEntry | null {
  try {
    return JournalEntry.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

async function idsIn(folder: string): Promise<number[]> {
  const names = (await ifThere(() => readdir(folder))) ?? []
  return names.filter((name) => /^[1-9]\d*$/.test(name)).map(Number)
}

async function ifThere<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read()
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}
