import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAddress, parseHost } from '../../../electron/accounts/address.ts'

describe('parseAddress', () => {
  it.each([
    ['hanako@example.jp', 'hanako@example.jp'],
    ['  hanako@example.jp \n', 'hanako@example.jp'],
    ['\u3000hanako@example.jp\u3000', 'hanako@example.jp'],
    ['\u200bhanako@example.jp\ufeff', 'hanako@example.jp'],
    ['hanako＠example.jp', 'hanako@example.jp'],
    ['ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'hanako@example.jp'],
    ['ＨＡＮＡＫＯ＿１－２＠ｅｘａｍｐｌｅ。ｊｐ', 'HANAKO_1-2@example.jp'],
    ['Hanako <hanako@example.jp>', 'hanako@example.jp'],
    ['"Yamada, Hanako" <hanako@example.jp>', 'hanako@example.jp'],
    ['山田 花子＜hanako@example.jp＞', 'hanako@example.jp'],
    ['<hanako@example.jp>', 'hanako@example.jp'],
    ['Hanako < hanako@example.jp >', 'hanako@example.jp'],
    ['Hanako@EXAMPLE.JP', 'Hanako@example.jp'],
    ['hanako@example.jp.', 'hanako@example.jp'],
    ['hanako@例え.jp', 'hanako@xn--r8jz45g.jp'],
    ['hanako@例え。テスト', 'hanako@xn--r8jz45g.xn--zckzah'],
    ['hanako@xn--r8jz45g.jp', 'hanako@xn--r8jz45g.jp'],
    ['hanako+tag@mail.example.co.jp', 'hanako+tag@mail.example.co.jp'],
    ["o'neil.{x}|y~z@example.jp", "o'neil.{x}|y~z@example.jp"],
    ['"hanako yamada"@example.jp', '"hanako yamada"@example.jp'],
    ['"hanako"@example.jp', 'hanako@example.jp'],
    ['"han\\ako"@example.jp', 'hanako@example.jp'],
    ['"a@b"@example.jp', '"a@b"@example.jp'],
    ['"quote\\"d"@example.jp', '"quote\\"d"@example.jp'],
    ['"back\\\\slash"@example.jp', '"back\\\\slash"@example.jp'],
    ['"two..dots"@example.jp', '"two..dots"@example.jp'],
    [`${'a'.repeat(64)}@example.jp`, `${'a'.repeat(64)}@example.jp`],
  ])('%j is %s', (input, address) => {
    const parsed = parseAddress(input)
    expect(parsed).toMatchObject({ ok: true, value: { address, smtpUtf8: false } })
  })

  it('gives the parts, and the domain for people', () => {
    expect(parseAddress('Hanako <Hanako.Y@例え.jp>')).toEqual({
      ok: true,
      value: {
        address: 'Hanako.Y@xn--r8jz45g.jp',
        localPart: 'Hanako.Y',
        domain: 'xn--r8jz45g.jp',
        domainForPeople: '例え.jp',
        smtpUtf8: false,
      },
    })
  })

  it.each([
    ['花子@example.jp', '花子'],
    ['jos\u0065\u0301@example.jp', 'jos\u00e9'],
    ['ﾊﾅｺ@example.jp', 'ﾊﾅｺ'],
    ['"花 子"@example.jp', '"花 子"'],
  ])('keeps %j and flags SMTPUTF8', (input, localPart) => {
    expect(parseAddress(input)).toMatchObject({ ok: true, value: { localPart, smtpUtf8: true } })
  })

  it.each([
    ['', { kind: 'empty' }],
    [' \u3000\n', { kind: 'empty' }],
    ['Hanako <>', { kind: 'empty' }],
    ['hanako', { kind: 'no-at' }],
    ['example.jp', { kind: 'no-at' }],
    ['@example.jp', { kind: 'empty-local' }],
    ['""@example.jp', { kind: 'empty-local' }],
    ['hanako@', { kind: 'no-domain' }],
    ['ｈａｎａｋｏ＠', { kind: 'no-domain' }],
    ['hanako yamada@example.jp', { kind: 'bad-local', localPart: 'hanako yamada' }],
    ['hanako\u00a0y@example.jp', { kind: 'bad-local', localPart: 'hanako\u00a0y' }],
    ['.hanako@example.jp', { kind: 'bad-local', localPart: '.hanako' }],
    ['hanako.@example.jp', { kind: 'bad-local', localPart: 'hanako.' }],
    ['han..ako@example.jp', { kind: 'bad-local', localPart: 'han..ako' }],
    ['a@b@example.jp', { kind: 'bad-local', localPart: 'a@b' }],
    ['a@example.jp, b@example.jp', { kind: 'bad-local', localPart: 'a@example.jp, b' }],
    ['mailto:hanako@example.jp', { kind: 'bad-local', localPart: 'mailto:hanako' }],
    ['han\u0000ako@example.jp', { kind: 'bad-local', localPart: 'han\u0000ako' }],
    ['han\r\nako@example.jp', { kind: 'bad-local', localPart: 'han\r\nako' }],
    ['han\u200bako@example.jp', { kind: 'bad-local', localPart: 'han\u200bako' }],
    ['"unfinished@example.jp', { kind: 'bad-local', localPart: '"unfinished' }],
    ['"line\r\nend"@example.jp', { kind: 'bad-local', localPart: '"line\r\nend"' }],
    ['\ud800@example.jp', { kind: 'bad-local', localPart: '\ud800' }],
    ['<hanako@example.jp', { kind: 'bad-local', localPart: '<hanako' }],
    ['hanako@example .jp', { kind: 'bad-domain', domain: 'example .jp' }],
    ['hanako@exa_mple.jp', { kind: 'bad-domain', domain: 'exa_mple.jp' }],
    ['hanako@-example.jp', { kind: 'bad-domain', domain: '-example.jp' }],
    ['hanako@example..jp', { kind: 'bad-domain', domain: 'example..jp' }],
    ['hanako@.jp', { kind: 'bad-domain', domain: '.jp' }],
    ['hanako@.', { kind: 'bad-domain', domain: '.' }],
    ['hanako@example.jp:587', { kind: 'bad-domain', domain: 'example.jp:587' }],
    ['hanako@example.jp/x', { kind: 'bad-domain', domain: 'example.jp/x' }],
    ['hanako@example.jp／x', { kind: 'bad-domain', domain: 'example.jp/x' }],
    ['hanako@℀.jp', { kind: 'bad-domain', domain: '℀.jp' }],
    ['hanako@ex%61mple.jp', { kind: 'bad-domain', domain: 'ex%61mple.jp' }],
    ['hanako@example.jp?x', { kind: 'bad-domain', domain: 'example.jp?x' }],
    ['hanako@192.0.2.1', { kind: 'bad-domain', domain: '192.0.2.1' }],
    ['hanako@127.1', { kind: 'bad-domain', domain: '127.1' }],
    ['hanako@[192.0.2.1]', { kind: 'bad-domain', domain: '[192.0.2.1]' }],
    [`hanako@${'a'.repeat(64)}.jp`, { kind: 'bad-domain', domain: `${'a'.repeat(64)}.jp` }],
    ['hanako@localhost', { kind: 'single-label-domain', domain: 'localhost' }],
    ['hanako@example。', { kind: 'single-label-domain', domain: 'example' }],
    [`${'a'.repeat(65)}@example.jp`, { kind: 'too-long' }],
    [`${'あ'.repeat(22)}@example.jp`, { kind: 'too-long' }],
    [`${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`, { kind: 'too-long' }],
  ])('%j is refused', (input, error) => {
    expect(parseAddress(input)).toEqual({ ok: false, error })
  })

  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/)
  const domain = fc
    .tuple(
      fc.array(label, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('jp', 'com', 'example', 'xn--zckzah'),
    )
    .map(([labels, top]) => [...labels, top].join('.'))
    .filter((name) => !/(^|\.)..--/.test(name.replace('xn--zckzah', '')))
  const localPart = fc
    .array(fc.stringMatching(/^[\w!#$%&'*+/=?^`{|}~-]{1,10}$/), { minLength: 1, maxLength: 4 })
    .map((words) => words.join('.'))
  const fullWidth = (text: string) =>
    text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))

  it('takes every dot-atom at every host name as it is', () => {
    fc.assert(
      fc.property(localPart, domain, (local, host) => {
        expect(parseAddress(`${local}@${host}`)).toMatchObject({
          ok: true,
          value: { address: `${local}@${host}`, localPart: local, domain: host },
        })
      }),
    )
  })

  it('takes full-width letters as the same address', () => {
    fc.assert(
      fc.property(localPart, domain, (local, host) => {
        expect(parseAddress(fullWidth(`${local}@${host}`))).toEqual(parseAddress(`${local}@${host}`))
      }),
    )
  })

  it('never throws, and what it gives is an address that it gives again', () => {
    const piece = fc.constantFrom(
      'a',
      '.',
      '@',
      '＠',
      '"',
      '\\',
      '<',
      '>',
      ' ',
      '例',
      '。',
      '\0',
      '-',
      '[',
      ':',
      'jp',
      '\ud83d',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, text, (before, after) => {
        for (const input of [before, `${before}@${after}`, `${before}@${after}.jp`, `a@${after}.jp`]) {
          const parsed = parseAddress(input)
          if (!parsed.ok) continue
          const { address, localPart: local, domain: host } = parsed.value
          expect(host).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
          expect(address).toBe(`${local}@${host}`)
          expect(address).not.toMatch(/[\0-\x1f\x7f]/)
          expect(parseAddress(address)).toEqual(parsed)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('parseHost', () => {
  it.each([
    ['mail.example.jp', 'mail.example.jp', 'name'],
    [' Mail.Example.JP. ', 'mail.example.jp', 'name'],
    ['ｍａｉｌ．ｅｘａｍｐｌｅ．ｊｐ', 'mail.example.jp', 'name'],
    ['メール.例え.jp', 'xn--4dkua4c.xn--r8jz45g.jp', 'name'],
    ['localhost', 'localhost', 'name'],
    ['mail_server.lan', 'mail_server.lan', 'name'],
    ['192.0.2.1', '192.0.2.1', 'ipv4'],
    ['[192.0.2.1]', '192.0.2.1', 'ipv4'],
    ['2001:DB8:0:0::1', '2001:db8::1', 'ipv6'],
    ['[2001:db8::1]', '2001:db8::1', 'ipv6'],
    ['[IPv6:2001:db8::1]', '2001:db8::1', 'ipv6'],
    ['::1', '::1', 'ipv6'],
    ['fe80::1%eth0', 'fe80::1%eth0', 'ipv6'],
  ])('%j is %s', (input, host, kind) => {
    expect(parseHost(input)).toMatchObject({ ok: true, value: { host, kind } })
  })

  it('gives the name for people', () => {
    expect(parseHost('メール.例え.jp')).toMatchObject({
      ok: true,
      value: { hostForPeople: 'メール.例え.jp' },
    })
  })

  it.each([
    ['', { kind: 'empty' }],
    ['\u3000', { kind: 'empty' }],
    ['mail.example.jp:587', { kind: 'port-out-of-place', host: 'mail.example.jp', port: 587 }],
    ['ｍａｉｌ.example.jp：５８７', { kind: 'port-out-of-place', host: 'mail.example.jp', port: 587 }],
    ['192.0.2.1:25', { kind: 'port-out-of-place', host: '192.0.2.1', port: 25 }],
    ['[2001:db8::1]:465', { kind: 'port-out-of-place', host: '2001:db8::1', port: 465 }],
    ['smtp://mail.example.jp', { kind: 'url', input: 'smtp://mail.example.jp' }],
    ['hanako@example.jp', { kind: 'mail-address', input: 'hanako@example.jp' }],
    ['mail.example.jp:', { kind: 'bad-host', input: 'mail.example.jp:' }],
    ['mail.example.jp:99999', { kind: 'bad-host', input: 'mail.example.jp:99999' }],
    ['mail.example.jp:smtp', { kind: 'bad-host', input: 'mail.example.jp:smtp' }],
    ['a:1:2', { kind: 'bad-host', input: 'a:1:2' }],
    ['mail example.jp', { kind: 'bad-host', input: 'mail example.jp' }],
    ['mail.example.jp/path', { kind: 'bad-host', input: 'mail.example.jp/path' }],
    ['mail..example.jp', { kind: 'bad-host', input: 'mail..example.jp' }],
    ['-mail.example.jp', { kind: 'bad-host', input: '-mail.example.jp' }],
    ['mail!.example.jp', { kind: 'bad-host', input: 'mail!.example.jp' }],
    ['.', { kind: 'bad-host', input: '.' }],
    ['127.1', { kind: 'bad-host', input: '127.1' }],
    ['0x7f000001', { kind: 'bad-host', input: '0x7f000001' }],
    ['256.1.1.1', { kind: 'bad-host', input: '256.1.1.1' }],
    ['1.2.3.4.5', { kind: 'bad-host', input: '1.2.3.4.5' }],
    ['[2001:db8::1', { kind: 'bad-host', input: '[2001:db8::1' }],
    ['[mail.example.jp]', { kind: 'bad-host', input: '[mail.example.jp]' }],
    ['2001:db8::g', { kind: 'bad-host', input: '2001:db8::g' }],
    [`${'a'.repeat(64)}.jp`, { kind: 'bad-host', input: `${'a'.repeat(64)}.jp` }],
    [`${'abcdefg.'.repeat(32)}jp`, { kind: 'bad-host', input: `${'abcdefg.'.repeat(32)}jp` }],
  ])('%j is refused', (input, error) => {
    expect(parseHost(input)).toEqual({ ok: false, error })
  })

  it('takes every literal address, with a port as a port', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: 0, max: 65_535 }), (address, port) => {
        const parsed = parseHost(address)
        if (!parsed.ok) throw new Error(address)
        expect(parsed.value.kind).toBe(address.includes(':') ? 'ipv6' : 'ipv4')
        expect(parseHost(parsed.value.host)).toEqual(parsed)
        expect(parseHost(`[${address}]:${port}`)).toEqual({
          ok: false,
          error: { kind: 'port-out-of-place', host: parsed.value.host, port },
        })
      }),
    )
  })

  it('never throws, and gives what it gives again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.domain()), (input) => {
        const parsed = parseHost(input)
        if (!parsed.ok) return
        expect(parsed.value.host).toMatch(/^[\w.:%-]+$/)
        expect(parseHost(parsed.value.host)).toEqual(parsed)
      }),
      { numRuns: 500 },
    )
  })
})
