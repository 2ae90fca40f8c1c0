import { describe, expect, test } from 'vitest'
import { discoverSettings, serverToCheck } from '../../../electron/app/discover.ts'
import { runDiscover } from '../../../electron/cli/discover-command.ts'
import { exitCodes } from '../../../electron/cli/exit-codes.ts'
import { createTerminal } from '../../../electron/cli/terminal.ts'
import { Discovery } from '../../../electron/contract/discovery.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { clientConfig } from '../../fakes/client-config.ts'
import type { SmallInternetOptions } from '../../fakes/small-internet.ts'
import { createServices } from '../app/some-services.ts'
import { createWorld } from './example-domain.ts'

/** A provider of whom Thunderbird's database names port 587 without encryption. */
const address = 'hanako@nifty.com'
const here: SmallInternetOptions = {
  mx: { 'nifty.com': { kind: 'found', records: [{ exchange: 'mx.nifty.com', priority: 10 }] } },
}
const listed: SmallInternetOptions = {
  ...here,
  web: {
    'https://v1.ispdb.net/nifty.com': clientConfig({
      outgoing: [{ host: 'smtp.nifty.com', port: 587, socketType: 'plain' }],
    }),
  },
}
const better = clientConfig({ outgoing: [{ host: 'smtp.nifty.com', port: 465, socketType: 'SSL' }] })

async function find(options: SmallInternetOptions, to = address) {
  const network = await createWorld(options)
  const found = await discoverSettings(to, { network }, new AbortController().signal, () => undefined)
  if (!found.ok) throw new Error(found.error.kind)
  return Discovery.parse(found.value)
}

describe('a provider that is known for a server without encryption', () => {
  const known = { provider: '@nifty', host: 'smtp.nifty.com', port: 587 }

  test('nothing better is found: whom to ask is said', async () => {
    const found = await find(here)
    expect(found).toMatchObject({ chosen: null, notes: ['known-plain'], known })
    // A check tells whether it has become better meanwhile.
    expect(serverToCheck(found)).toBe('smtp.nifty.com')
    expect(await find(here, 'Hanako@NIFTY.com')).toMatchObject({ notes: ['known-plain'], known })
    expect(await find(listed)).toMatchObject({ chosen: null, notes: ['plain-only', 'known-plain'], known })
  })

  test.each<[string, SmallInternetOptions, string[]]>([
    [
      'something better is published',
      { ...here, web: { 'https://autoconfig.nifty.com/mail/config-v1.1.xml': better } },
      [],
    ],
    ['nothing could be looked for', { dnsFails: true }, ['dns-failed']],
    [
      'there is no mail any more',
      { mx: { 'nifty.com': { kind: 'found', records: [{ exchange: '', priority: 0 }] } } },
      ['null-mx'],
    ],
  ])('%s: not a word of it', async (_what, options, notes) => {
    const { known, ...found } = await find(options)
    expect({ known, notes: found.notes }).toEqual({ known: undefined, notes })
  })

  test('of another domain nothing is known', async () => {
    const { known, notes } = await find(
      { hosts: { 'mail.other.example': '203.0.113.9', 'other.example': '203.0.113.9' } },
      'hanako@other.example',
    )
    expect({ known, notes }).toEqual({ known: undefined, notes: [] })
  })
})

test.each([
  [
    'en',
    'Thunderbird’s list of providers names smtp.nifty.com:587 for sending from nifty.com, which is not safe: without encryption, or on port 25. Ask @nifty whether it offers sending on port 587 with STARTTLS or on port 465 with TLS, with sign-in.',
  ],
  [
    'ja',
    'Thunderbird の事業者一覧では、nifty.com の送信サーバーは smtp.nifty.com:587 です。暗号化なし、または 25 番ポートのため、安全ではありません。587 番（STARTTLS）または 465 番（TLS）で、サインインして送信できるかどうかを、@nifty に問い合わせてください。',
  ],
])('postern discover says it once, in the language %s', async (language, sentence) => {
  const { services, close } = await createServices()
  close()
  const lines: string[] = []
  const terminal = { ...createTerminal({ quiet: true }), print: (line = '') => void lines.push(line) }
  const code = await runDiscover(
    address,
    {},
    {
      services: { ...services, network: await createWorld(listed) },
      t: createTranslator(language),
      terminal: { ...terminal, paint: (_style, text) => text },
      signal: new AbortController().signal,
      quiet: true,
      verbose: false,
    },
  )
  expect(code).toBe(exitCodes.notOffered)
  expect(lines).toEqual([sentence])
})
