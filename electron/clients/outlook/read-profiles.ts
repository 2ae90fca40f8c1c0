import type { ClientFailure } from '../../contract/client-failures.ts'
import type { Superseded } from '../../contract/clients.ts'
import { ok, type Result } from '../../contract/result.ts'
import { type OutlookAccount, readAccount } from './accounts.ts'
import { findKey, keysBelow, type RegKey, sameName } from './reg-file.ts'
import type { Registry } from './registry.ts'
import { numberOf, textOf } from './settings.ts'

/** 2013; and 2016 with all that came after it. */
const versions = ['16.0', '15.0'] as const
export type OutlookVersion = (typeof versions)[number]

export type OutlookProfile = {
  version: OutlookVersion
  name: string
  /** The whole name of its key. */
  key: string
  /** Of the newest Outlook here: an older one's profiles stay behind when it is replaced. */
  isDefault: boolean
  /** What starts instead of the Outlook that the profile is of; null: nothing. */
  superseded: Superseded | null
  accounts: (OutlookAccount & { key: RegKey })[]
}

/** Where a profile keeps its accounts, one key each. */
const accountsKey = '9375CFF0413111d3B88A00104B2A6676'

/** All profiles that this person's classic Outlooks have in the registry: the defaults first, then the newest. */
export async function readOutlook(registry: Registry): Promise<Result<OutlookProfile[], ClientFailure>> {
  const found: OutlookProfile[] = []
  for (const version of versions) {
    const root = rootKey(version)
    const read = await registry.read(root)
    if (!read.ok) return read
    if (read.value === null) continue
    const keys = read.value
    const isNewest = found.length === 0
    const superseded: Superseded | null = !isNewest
      ? 'newer-version'
      : usesNewOutlook(keys, root)
        ? 'new-outlook'
        : null
    found.push(
      ...profilesIn(keys, root, version).map((profile) => ({
        ...profile,
        isDefault: profile.isDefault && isNewest,
        superseded,
      })),
    )
  }
  return ok(found.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault)))
}

/** The new Outlook takes the place of the classic one when that is started. */
function usesNewOutlook(keys: readonly RegKey[], root: string): boolean {
  const preferences = findKey(keys, `${root}\\Preferences`)
  return preferences !== undefined && numberOf(preferences, 'UseNewOutlook') === 1
}

function profilesIn(
  keys: readonly RegKey[],
  root: string,
  version: OutlookVersion,
): Omit<OutlookProfile, 'superseded'>[] {
  const outlook = findKey(keys, root)
  const defaultName = (outlook === undefined ? null : textOf(outlook, 'DefaultProfile')) ?? 'Outlook'
  return keysBelow(keys, `${root}\\Profiles`).map(({ key, last }) => ({
    version,
    name: last,
    key: key.name,
    isDefault: sameName(last, defaultName),
    accounts: keysBelow(keys, `${key.name}\\${accountsKey}`).flatMap((below) => {
      const account = readAccount(below.key, below.last)
      return account === null ? [] : [{ ...account, key: below.key }]
    }),
  }))
}

/** The profile whose account a key is. */
export function profileKeyOf(account: string): string {
  return account.slice(0, account.lastIndexOf(`\\${accountsKey}\\`))
}

function rootKey(version: string): string {
  return `HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\${version}\\Outlook`
}

/** An account's key, of the profile and the whole registry around it; null when it is gone. */
export async function readAccountKey(
  name: string,
  registry: Registry,
): Promise<Result<RegKey | null, ClientFailure>> {
  // The names of the keys above are plain: what is a person's own goes to no command line.
  const version = versions.find((one) => name.toLowerCase().startsWith(`${rootKey(one)}\\`.toLowerCase()))
  if (version === undefined) throw new Error(`Not a key of Outlook’s: ${name}`)
  const read = await registry.read(rootKey(version))
  return read.ok ? ok(findKey(read.value ?? [], name) ?? null) : read
}
