import { stepsByHand } from '../../electron/clients/thunderbird/by-hand.ts'
import type {
  ClientAccount,
  Diagnosis,
  OutgoingServer,
  OutgoingSettings,
  ProfileProblem,
} from '../../electron/contract/clients.ts'
import {
  type ClientProfileState,
  type ClientsState,
  type HandStep,
  noClients,
  type Repair,
  type RepairView,
} from '../../electron/contract/repair.ts'
import { address, incoming, submission, username } from './lookups.ts'
import { host, now } from './reports.ts'

/** What mail programs of hanako@tanaka.example's can have: profiles, servers, and the repair of the first server. */

export const folder = '/home/hanako/.thunderbird/x1y2z3.default-release'
export const before: OutgoingSettings = {
  protocol: 'smtp',
  host,
  port: 25,
  security: 'none',
  signIn: 'none',
  username: '',
}
export const after: OutgoingSettings = {
  ...before,
  port: submission.port,
  security: submission.security,
  signIn: 'password',
  username,
}
const broken: Diagnosis[] = [
  { kind: 'broken-here', port: 25, why: 'blocked' },
  { kind: 'no-authentication' },
  { kind: 'leaking', what: 'mail' },
]
export const fine: Diagnosis[] = [{ kind: 'fine', port: 587, tested: true }]
export const pref = (name: string) => `mail.smtpserver.smtp1.${name}`
export const view: RepairView = {
  now: before,
  after,
  changes: [
    { name: pref('port'), before: '25', after: '587' },
    { name: pref('try_ssl'), before: null, after: '2' },
    { name: pref('authMethod'), before: '1', after: '3' },
    { name: pref('username'), before: null, after: 'hanako' },
    { name: pref('incomingAccount'), before: null, after: 'server1' },
  ],
}
export const otherHost: RepairView = {
  now: { ...before, host: 'smtp.old.example', signIn: 'password', username: 'hanako' },
  after,
  changes: [
    { name: pref('hostname'), before: 'smtp.old.example', after: host },
    { name: pref('port'), before: '25', after: '587' },
    { name: pref('try_ssl'), before: '0', after: '2' },
  ],
}

export function account(key: string, of: string, outgoing: string): ClientAccount {
  return {
    key,
    incoming: { ...incoming, key: `server-${key}`, signIn: 'password', username },
    identities: [{ key: `id-${key}`, name: '田中 花子', address: of, outgoing }],
  }
}

type Server = {
  settings?: OutgoingSettings
  origins?: Partial<OutgoingServer['origins']>
  locked?: OutgoingServer['locked']
  diagnoses?: Diagnosis[]
  repair?: Repair
  byHand?: HandStep[]
}

export function server(
  key: string,
  { settings = before, origins: special = {}, locked = [], diagnoses = broken, repair, byHand = [] }: Server,
) {
  const origins: OutgoingServer['origins'] = {
    host: 'profile',
    port: 'profile',
    security: 'profile',
    signIn: 'profile',
    username: 'default',
    ...special,
  }
  return {
    key,
    settings,
    origins,
    locked,
    diagnoses,
    repair: repair ?? { kind: 'none' as const },
    byHand,
  }
}

/** The steps of the repair, in a profile that has `has` now. */
export function steps(has: OutgoingSettings = before): HandStep[] {
  const mail = { accounts: [account('a1', address, 'smtp1')], outgoing: [server('smtp1', { settings: has })] }
  return stepsByHand({ key: 'smtp1', now: before, after, changes: [], addresses: [address] }, mail).map(
    ({ field, ...step }) => {
      if (field === null) return { ...step, field }
      const { pref: _, ...shown } = field
      return { ...step, field: shown }
    },
  )
}

export function profile(parts: Partial<ClientProfileState>): ClientProfileState {
  return {
    client: 'thunderbird',
    place: 'system',
    name: 'default',
    alsoNamed: [],
    folder,
    isDefault: true,
    problem: null,
    running: false,
    accounts: [account('a1', address, 'smtp1')],
    outgoing: [],
    ...parts,
  }
}

/** One account, with this outgoing server. */
export function one(parts: Server, more: Partial<ClientProfileState> = {}): ClientProfileState {
  return profile({ outgoing: [server('smtp1', parts)], ...more })
}

export function empty(problem: ProfileProblem | null, name: string): ClientProfileState {
  return profile({ problem, name, folder: `${folder}.${name}`, isDefault: false, accounts: [] })
}

export function clients(profiles: ClientProfileState[], more: Partial<ClientsState> = {}): ClientsState {
  return { ...noClients, lookedAt: now, profiles, ...more }
}
