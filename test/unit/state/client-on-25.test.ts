import { expect, test } from 'vitest'
import type { Diagnosis } from '../../../electron/contract/clients.ts'
import type { ClientProfileState } from '../../../electron/contract/repair.ts'
import { clientOn25 } from '../../../electron/state/client-on-25.ts'

const origins = {
  host: 'profile',
  port: 'profile',
  security: 'profile',
  signIn: 'profile',
  username: 'profile',
} as const

/** A Thunderbird with two identities, whose server has these diagnoses. */
function profile(...diagnoses: Diagnosis[]): ClientProfileState {
  const username = 'hanako'
  const server = { host: 'mail.tanaka.example', signIn: 'password', username } as const
  return {
    client: 'thunderbird',
    place: 'system',
    name: 'default',
    alsoNamed: [],
    folder: '/profile',
    isDefault: true,
    problem: null,
    running: null,
    accounts: [
      {
        key: 'account1',
        incoming: { ...server, key: 'server1', protocol: 'imap', port: 993, security: 'tls' },
        identities: [
          { key: 'id1', name: 'Hanako', address: 'Hanako@Tanaka.example', outgoing: 'smtp1' },
          { key: 'id2', name: 'Office', address: 'office@tanaka.example', outgoing: 'smtp2' },
          { key: 'id3', name: 'None', address: 'none@tanaka.example', outgoing: null },
        ],
      },
    ],
    outgoing: [
      {
        key: 'smtp1',
        settings: { ...server, protocol: 'smtp', port: 25, security: 'none' },
        origins,
        locked: [],
        diagnoses,
        repair: { kind: 'none' },
        byHand: [],
      },
    ],
  }
}

test.each<[string, Diagnosis[], string, string | null]>([
  ['fragile', [{ kind: 'fragile' }], 'hanako@tanaka.example', 'thunderbird'],
  [
    'broken on 25',
    [{ kind: 'broken-here', port: 25, why: 'blocked' }],
    'hanako@tanaka.example',
    'thunderbird',
  ],
  ['broken on 587', [{ kind: 'broken-here', port: 587, why: 'stripped' }], 'hanako@tanaka.example', null],
  [
    'in the clear, too',
    [{ kind: 'leaking', what: 'mail' }, { kind: 'fragile' }],
    'hanako@tanaka.example',
    'thunderbird',
  ],
  ['fine', [{ kind: 'fine', port: 587, tested: true }], 'hanako@tanaka.example', null],
  ['of another server', [{ kind: 'fragile' }], 'office@tanaka.example', null],
  ['without a server', [{ kind: 'fragile' }], 'none@tanaka.example', null],
  ['of somebody else', [{ kind: 'fragile' }], 'taro@tanaka.example', null],
])('%s', (_, diagnoses, address, expected) => {
  expect(clientOn25([profile(...diagnoses)], address)).toBe(expected)
})
