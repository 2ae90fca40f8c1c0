import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { diagnose } from '../../electron/clients/diagnose.ts'
import { findProfiles } from '../../electron/clients/thunderbird/find.ts'
import { readProfile } from '../../electron/clients/thunderbird/read-profile.ts'

const profiles = 20
const preferences = 5_000
const runs = 15
const limitMs = 100

/** All profiles of a person found, read and diagnosed: the first time, and as it is every later time. */
export async function benchClientProfiles(): Promise<boolean> {
  const home = await mkdtemp(path.join(tmpdir(), 'postern-bench-profiles-'))
  try {
    await writeProfiles(path.join(home, '.thunderbird'))
    const times: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const begun = performance.now()
      if ((await lookThrough(home)) !== profiles) return false
      times.push(performance.now() - begun)
    }
    const [first = 0, ...later] = times
    const median = later.toSorted((a, b) => a - b)[Math.floor(later.length / 2)] ?? 0
    process.stdout.write(
      `\n${profiles} profiles of ${preferences} preferences found, read and diagnosed: ` +
        `${Math.round(first)} ms the first time, then ${Math.round(median)} ms (limit ${limitMs} ms)\n`,
    )
    return first <= limitMs
  } finally {
    await rm(home, { recursive: true })
  }
}

/** Returns how many servers need something. */
async function lookThrough(home: string): Promise<number> {
  const found = await findProfiles({ platform: process.platform, env: {}, home })
  const read = await Promise.all(found.profiles.map((profile) => readProfile(profile, process.platform)))
  const evidence = {
    outbound25: { verdict: 'blocked' as const, exceptions: [] },
    server: null,
    addresses: [],
  }
  return read
    .flatMap((result) => (result.ok ? result.value.mail.outgoing : []))
    .filter(({ settings }) => diagnose(settings, evidence)[0].kind === 'broken-here').length
}

async function writeProfiles(folder: string): Promise<void> {
  const own = [
    'user_pref("mail.smtpservers", "smtp1");',
    'user_pref("mail.smtpserver.smtp1.hostname", "mail.tanaka.example");',
    'user_pref("mail.smtpserver.smtp1.port", 25);',
  ]
  const others = Array.from(
    { length: preferences - own.length },
    (_, index) =>
      `user_pref("mail.server.server${index}.directory-rel", "[ProfD]ImapMail/imap${index}.example.com");`,
  )
  const content = `${[...own, ...others].join('\n')}\n`
  const sections: string[] = []
  for (let index = 0; index < profiles; index += 1) {
    const name = `profile ${index}`
    sections.push(`[Profile${index}]\nName=${name}\nIsRelative=1\nPath=${name}\n`)
    await mkdir(path.join(folder, name), { recursive: true })
    await writeFile(path.join(folder, name, 'prefs.js'), content)
  }
  await writeFile(path.join(folder, 'profiles.ini'), sections.join('\n'))
}
