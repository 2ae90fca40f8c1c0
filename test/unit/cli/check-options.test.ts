import { describe, expect, test } from 'vitest'
import { parseCheckOptions } from '../../../electron/cli/check-options.ts'
import type { CheckOptions } from '../../../electron/cli/program.ts'
import { createTerminal } from '../../../electron/cli/terminal.ts'
import { createTranslator } from '../../../electron/text/translator.ts'

const t = createTranslator('en')

function parse(options: CheckOptions) {
  const complaints: string[] = []
  const terminal = { ...createTerminal({ quiet: true }), complain: (line: string) => complaints.push(line) }
  return { request: parseCheckOptions(options, { t, terminal }), complaints }
}

describe('--portal-url', () => {
  test.each(['http://a b/', 'http://:80', 'http://x:99999/', 'http://[x/', 'https://example.jp/', 'x', ''])(
    '"%s" is refused',
    (input) => {
      const { request, complaints } = parse({ portalUrl: input })
      expect(request).toBeNull()
      expect(complaints).toEqual([t('cli.error.not-a-url', { input })])
    },
  )

  test.each(['http://portal.example.jp', 'HTTP://portal.example.jp:8080/204?x', 'http://[2001:db8::1]/'])(
    '%s is taken as it stands',
    (input) => expect(parse({ portalUrl: input }).request?.portalUrl).toBe(input),
  )
})

describe('hosts', () => {
  const noHosts = ['', ' ', 'a b', 'mx..example.jp', '-x.example.jp', 'http://mx.example.jp', '[x]', '127.1']

  test.each([...noHosts, 'hanako@example.jp', 'mx.example.jp:25'])('--reference "%s" is refused', (input) => {
    const { request, complaints } = parse({ reference: ['mx.example.jp', input] })
    expect(request).toBeNull()
    expect(complaints).toEqual([t('cli.error.not-a-host', { input })])
  })

  test.each(['mx..example.jp', '-x.example.jp', '127.1', '[::g]'])(
    '--control "%s:587" is refused',
    (host) => {
      const { request, complaints } = parse({ control: [`${host}:587`] })
      expect(request).toBeNull()
      expect(complaints).toHaveLength(1)
    },
  )

  test('a wrong host of a control is named', () => {
    expect(parse({ control: ['mx..example.jp:587'] }).complaints).toEqual([
      t('cli.error.not-a-host', { input: 'mx..example.jp' }),
    ])
  })

  test.each([
    ['MX.Example.jp.', 'MX.Example.jp.'],
    ['メール.例え.jp', 'メール.例え.jp'],
    ['2001:DB8:0::1', '2001:DB8:0::1'],
    ['[2001:DB8:0::1]', '2001:DB8:0::1'],
    ['[IPv6:2001:db8::1]', '2001:db8::1'],
    [' mx.example.jp ', 'mx.example.jp'],
    ['１９２.０.２.５', '192.0.2.5'],
  ])('--reference "%s" is looked up, and shown, as %s', (input, host) => {
    expect(parse({ reference: [input] }).request?.references).toEqual([host])
  })

  test('controls', () => {
    const control = ['Smtp.example.jp:587', '[2001:db8::1]:465', '203.0.113.1:443']
    expect(parse({ control }).request?.controls).toEqual([
      { host: 'Smtp.example.jp', port: 587 },
      { host: '2001:db8::1', port: 465 },
      { host: '203.0.113.1', port: 443 },
    ])
  })
})
