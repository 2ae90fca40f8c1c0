import path from 'node:path'
import type { AccountOptions } from '../../../../electron/clients/outlook/change-account.ts'
import type { OutlookPlan } from '../../../../electron/clients/outlook/plan.ts'
import { parseRegFile } from '../../../../electron/clients/outlook/reg-file.ts'
import { createRegistry, type Registry, type RunReg } from '../../../../electron/clients/outlook/registry.ts'
import type { ServerReport, Submission } from '../../../../electron/contract/check.ts'
import { ok } from '../../../../electron/contract/result.ts'
import { systemClock } from '../../../../electron/net/clock.ts'

/** Hives as Outlook leaves them, written by hand. */

export const office = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Office'
export const accountsOf = (version: string, profile: string) =>
  `${office}\\${version}\\Outlook\\Profiles\\${profile}\\9375CFF0413111d3B88A00104B2A6676`

const imap = '{ED475412-B0D6-11D2-8C3B-00104B2A6676}'
const pop3 = '{ED475411-B0D6-11D2-8C3B-00104B2A6676}'
const wrapper = '{ED475414-B0D6-11D2-8C3B-00104B2A6676}'

/** REG_BINARY, UTF-16LE with a NUL, on lines that break in other places than Postern's. */
export function hex(text: string): string {
  const pairs = [...Buffer.from(`${text}\0`, 'utf16le')].map((byte) => byte.toString(16).padStart(2, '0'))
  return `hex:${pairs.join(',').replace(/(.{48})/g, '$1\\\n  ')}`
}

/** An IMAP account as today's builds write it; lines of its own may be added. */
export function imapAccount(key: string, address: string, more = ''): string {
  return `
[${key}]
"clsid"="${imap}"
"Mini UID"=dword:7a1c0f3b
"Account Name"="${address}"
"Display Name"="山田 太郎"
"Email"="${address}"
"IMAP Server"="imap.tanaka.example"
"IMAP User"="taro"
"IMAP Password"=hex:02,01,00,00,00,d0,8c,9d,df,01,15,d1
"IMAP Port"=dword:000003e1
"IMAP Use SSL"=dword:00000001
"SMTP Server"="mail.tanaka.example"
${more}
`
}

export const regHeader = 'Windows Registry Editor Version 5.00\n'

/** 2016 and later with two profiles, and what an Outlook 2013 has left. */
export const someHives = `${regHeader}
[${office}\\16.0\\Outlook]
"DefaultProfile"="見込み客 [本社]"
"FirstRun"=dword:00000000

[${office}\\16.0\\Outlook\\Preferences]
"UseNewOutlook"=dword:00000001

[${accountsOf('16.0', '見込み客 [本社]')}]
"NextAccountID"=dword:00000005
"{ED475418-B0D6-11D2-8C3B-00104B2A6676}"=hex:02,00,00,00,03,00,00,00

[${accountsOf('16.0', '見込み客 [本社]')}\\00000001]
"clsid"="${wrapper}"
"Account Name"="taro@tanaka.example"
"Service UID"=hex:d0,5c,9b,e1,3a,4f,5e,4b,a1,9f,00,11,22,33,44,55
${imapAccount(`${accountsOf('16.0', '見込み客 [本社]')}\\00000002`, 'taro@tanaka.example')}
[${accountsOf('16.0', '見込み客 [本社]')}\\00000003]
"clsid"=${hex(pop3)}
"Account Name"=${hex('営業 "東京"')}
"Display Name"=${hex('営業部')}
"Email"=${hex('eigyo@tanaka.example')}
"POP3 Server"=${hex('pop.tanaka.example')}
"POP3 User"=${hex('eigyo')}
"SMTP Server"=${hex('smtp.tanaka.example')}
"SMTP Port"=dword:000001d1
"SMTP Use SSL"=dword:00000001
"SMTP Use Auth"=dword:00000001
"SMTP Auth Method"=dword:00000001
"SMTP User"=${hex('eigyo-smtp')}

[${accountsOf('16.0', 'Outlook')}\\00000001]
"clsid"="${imap}"

[${office}\\15.0\\Outlook]
"DefaultProfile"="Outlook"

[${accountsOf('15.0', 'Outlook')}\\0000000a]
"clsid"="${pop3}"
"Account Name"=${hex('jiro@tanaka.example')}
"Email"=${hex('jiro@tanaka.example')}
"POP3 Server"=${hex('mail.tanaka.example')}
"POP3 User"=${hex('jiro')}
"SMTP Server"=${hex('mail.tanaka.example')}
"SMTP Port"=dword:00000019
"SMTP Use Auth"=dword:00000000
"SMTP Auth Method"=dword:00000002
"SMTP Secure Connection"=dword:00000000
`

/** What the check says of a server that takes mail. */
export function ready(host: string, port: 587 | 465 = 587, change: Partial<Submission> = {}): ServerReport {
  return {
    host,
    reachable: true,
    port25: null,
    submission: {
      verdict: 'ready',
      port,
      security: port === 587 ? 'starttls' : 'tls',
      auth: ['PLAIN', 'LOGIN'],
      authBeforeTls: false,
      unauthenticated: 'not-tested',
      ports: { '587': port === 587 ? 'ready' : 'blocked', '465': 'ready' },
      certificate: null,
      evidence: [],
      ...change,
    },
  }
}

/** A repair that replaces a value and adds two. */
export const someChanges: OutlookPlan['changes'] = [
  { name: 'SMTP Port', before: 25, after: 587 },
  { name: 'SMTP Secure Connection', before: null, after: 2 },
  { name: 'SMTP Use Auth', before: null, after: 1 },
]

const keyAbove = (name: string) => name.slice(0, Math.max(0, name.lastIndexOf('\\')))

/** A registry that is read from a file's text. */
export function recordedRegistry(text: string): Registry {
  const parsed = parseRegFile(Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le'))
  if (!parsed.ok) throw new Error(`line ${parsed.error.line}`)
  const keys = new Map(parsed.value.map((key) => [key.name, key]))
  for (const { name } of parsed.value)
    for (let above = keyAbove(name); above !== ''; above = keyAbove(above))
      if (!keys.has(above)) keys.set(above, { name: above, isDeleted: false, values: new Map() })
  return {
    read: (key) => {
      const found = [...keys.values()].filter(({ name }) => name === key || name.startsWith(`${key}\\`))
      return Promise.resolve(ok(found.length === 0 ? null : found))
    },
    importFile: () => Promise.reject(new Error('A record stays what it is')),
  }
}

export function someOptions(folder: string, run: RunReg): AccountOptions {
  return {
    folder: path.join(folder, 'postern', 'changes'),
    registry: createRegistry(path.join(folder, 'postern', 'changes'), run),
    use: () => Promise.resolve('closed'),
    clock: systemClock,
    wallClock: Date.now,
  }
}
