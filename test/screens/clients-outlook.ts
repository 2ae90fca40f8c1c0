import { readAccount } from '../../electron/clients/outlook/accounts.ts'
import { stepsByHand } from '../../electron/clients/outlook/by-hand.ts'
import { planAccount } from '../../electron/clients/outlook/plan.ts'
import { parseRegFile, type RegKey } from '../../electron/clients/outlook/reg-file.ts'
import type { Diagnosis } from '../../electron/contract/clients.ts'
import type { ClientProfileState, Repair, RepairView } from '../../electron/contract/repair.ts'
import { profile } from './clients-found.ts'
import { address, username } from './lookups.ts'
import { host } from './reports.ts'

/** Classic Outlook with an account of hanako@tanaka.example's that sends through port 25, read as reg.exe exports it. */

const profileKey = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\Outlook'
const last = '00000002'
const exported = `\uFEFFWindows Registry Editor Version 5.00

[${profileKey}\\9375CFF0413111d3B88A00104B2A6676\\${last}]
"clsid"="{ED475412-B0D6-11D2-8C3B-00104B2A6676}"
"Account Name"="${address}"
"Display Name"="田中 花子"
"Email"="${address}"
"IMAP Server"="${host}"
"IMAP User"="${username}"
"IMAP Port"=dword:000003e1
"IMAP Use SSL"=dword:00000001
"SMTP Server"="${host}"
"SMTP Port"=dword:00000019
`

const key = keyIn(exported)
const read = readAccount(key, last)
if (read === null) throw new Error('The sample is no account')
const planned = planAccount({
  account: { ...read, key },
  proof: {
    host,
    reachable: true,
    port25: null,
    submission: {
      verdict: 'ready',
      port: 587,
      security: 'starttls',
      auth: ['PLAIN', 'LOGIN'],
      authBeforeTls: false,
      unauthenticated: 'not-tested',
      ports: { '587': 'ready', '465': 'ready' },
      certificate: null,
      evidence: [],
    },
  },
  addresses: [],
  shared: null,
})
if (!planned.ok) throw new Error(planned.error.kind)
const plan = planned.value

export const outlookView: RepairView = {
  now: plan.now,
  after: plan.after,
  changes: plan.changes.map(({ name, before, after }) => ({
    name,
    before: before === null ? null : String(before),
    after: after === null ? null : String(after),
  })),
}

const { account, outgoing } = read
const steps = stepsByHand(plan, { ...read, key })
const broken: Diagnosis[] = [{ kind: 'broken-here', port: 25, why: 'blocked' }, { kind: 'no-authentication' }]

/** The profile, with its one server's repair so far. */
export function classicOutlook(repair: Repair, more: Partial<ClientProfileState> = {}): ClientProfileState {
  const isRepaired = repair.kind === 'repaired'
  return profile({
    client: 'outlook',
    name: 'Outlook',
    folder: profileKey,
    accounts: [account],
    outgoing: [
      {
        ...outgoing,
        settings: isRepaired ? plan.after : plan.now,
        diagnoses: isRepaired ? [{ kind: 'fine', port: 587, tested: true }] : broken,
        repair,
        byHand: repair.kind === 'offered' ? steps : [],
      },
    ],
    ...more,
  })
}

function keyIn(text: string): RegKey {
  const parsed = parseRegFile(Buffer.from(text.replaceAll('\n', '\r\n'), 'utf16le'))
  const [only] = parsed.ok ? parsed.value : []
  if (only === undefined) throw new Error('The sample is no .reg file')
  return only
}
