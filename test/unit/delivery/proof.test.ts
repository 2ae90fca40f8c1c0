import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHeaderBlock, withoutComments } from '../../../electron/delivery/header-block.ts'
import { readProof } from '../../../electron/delivery/proof.ts'

const proofOf = (...lines: string[]) =>
  readProof(parseHeaderBlock(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)))

describe('the Received line of our own server', () => {
  it.each([
    [
      'Postfix',
      `from [192.0.2.5] (unknown [192.0.2.5])
\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
\t key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256)
\t(No client certificate requested)
\t(Authenticated sender: hanako)
\tby mail.example.jp (Postfix) with ESMTPSA id 4XyZ
\tfor <hanako@example.jp>; Mon, 24 Nov 2025 04:00:00 +0000 (UTC)`,
      'ESMTPSA',
      'TLSv1.3 TLS_AES_256_GCM_SHA384',
    ],
    [
      'Exim',
      `from [192.0.2.5] (helo=[192.0.2.5])
\tby mail.example.jp with esmtpsa  (TLS1.3) tls TLS_AES_256_GCM_SHA384
\t(Exim 4.96)
\t(envelope-from <hanako@example.jp>)
\tid 1uXyZ-0001Ab-2C; Mon, 24 Nov 2025 04:00:00 +0000`,
      'ESMTPSA',
      'TLSv1.3 TLS_AES_256_GCM_SHA384',
    ],
    [
      'Sendmail',
      `from [192.0.2.5] ([192.0.2.5]) (authenticated bits=0)
\tby mail.example.jp (8.17.1/8.17.1) with ESMTPSA id 3AO400
\t(version=TLSv1.2 cipher=ECDHE-RSA-AES256-GCM-SHA384 bits=256 verify=NO);
\tMon, 24 Nov 2025 04:00:00 GMT`,
      'ESMTPSA',
      'TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384',
    ],
    [
      'Gmail',
      `from [192.0.2.5] (host.example. [192.0.2.5])
        by smtp.gmail.com with ESMTPSA id d2e1a72fcca58
        for <hanako@gmail.com>
        (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128);
        Sun, 23 Nov 2025 20:00:00 -0800 (PST)`,
      'ESMTPSA',
      'TLSv1.3 TLS_AES_128_GCM_SHA256',
    ],
    [
      'Exchange',
      `from [192.0.2.5] (192.0.2.5) by TY2P.jpnprd01.prod.outlook.com
 (2603:1096::5) with Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.9343.17; Mon, 24 Nov 2025 04:00:00 +0000`,
      null,
      'TLSv1.2 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    ],
    [
      'OpenSMTPD',
      `from [192.0.2.5] (unknown [192.0.2.5])
\tby mail.example.jp (OpenSMTPD) with ESMTPSA id 3a2b1c (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO)
\tauth=yes user=hanako for <hanako@example.jp>; Mon, 24 Nov 2025 04:00:00 +0000 (UTC)`,
      'ESMTPSA',
      'TLSv1.3 TLS_AES_256_GCM_SHA384',
    ],
    ['clear SMTP', 'from a (a [192.0.2.5]) by b (Postfix) with ESMTP id c; now', 'ESMTP', null],
    ['RFC 6531', 'from a by b with UTF8SMTPSA id c; now', 'UTF8SMTPSA', null],
  ])('of %s', (_name, received, receivedWith, receivedTls) => {
    const proof = proofOf(`Received: ${received.replaceAll('\n', '\r\n')}`)
    expect(proof).toMatchObject({ receivedWith, receivedTls })
  })

  it('is the lowest one, not that of a filter or of local delivery above it', () => {
    const proof = proofOf(
      'Received: from mail.example.jp by mail.example.jp with LMTP id a; now',
      'Received: from localhost by mail.example.jp with ESMTP id b; now',
      'Received: from [192.0.2.5] by mail.example.jp with ESMTPSA id c; now',
      'Subject: Received: from x by y with SMTP',
    )
    expect(proof.receivedWith).toBe('ESMTPSA')
  })

  it('may be missing', () => {
    expect(proofOf('Subject: hello')).toEqual({
      receivedWith: null,
      receivedTls: null,
      authenticationResults: [],
    })
  })
})

describe('Authentication-Results', () => {
  it.each([
    ['mail.example.jp; none', []],
    ['mail.example.jp', []],
    ['mail.example.jp 1; auth=pass (cram-md5) smtp.auth=hanako', ['auth=pass']],
    [
      'mail.example.jp;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=example.jp header.b="a;b=c";\r\n\tspf=softfail reason="no; really=none" smtp.mailfrom=example.jp;\r\n\tdmarc/1 = PASS',
      ['dkim=pass', 'spf=softfail', 'dmarc=pass'],
    ],
  ])('%j', (value, results) => {
    expect(proofOf(`Authentication-Results: ${value}`).authenticationResults).toEqual(results)
  })

  it('of several servers are put together, each once', () => {
    const proof = proofOf(
      'Authentication-Results: a.example; auth=pass; spf=pass',
      'Authentication-Results: b.example; auth=pass',
    )
    expect(proof.authenticationResults).toEqual(['auth=pass', 'spf=pass'])
  })
})

describe('any headers', () => {
  it('are read without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (value) => {
        readProof(parseHeaderBlock(Buffer.from(`Received: ${value}\r\nAuthentication-Results: ${value}\r\n`)))
      }),
      { numRuns: 300 },
    )
  })

  it('are read quickly, however long they are', () => {
    const started = performance.now()
    proofOf(`Received: ${'('.repeat(200_000)}`, `Received: TLSv1.3 ${'cipher=A'.repeat(25_000)}`)
    for (const part of [';', '"', ';"', 'a=b;', '\\"'])
      proofOf(`Authentication-Results: ${part.repeat(200_000)}`)
    // Reading all of it would take a minute.
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it.each([
    ['a (b (c) d) e', 'a  e'],
    ['"(kept)" (gone)', '"(kept)" '],
    ['a (b \\) c) d', 'a  d'],
    ['a ) b', 'a ) b'],
    ['a (b', 'a '],
  ])('lose their comments: %j', (value, kept) => {
    expect(withoutComments(value)).toBe(kept)
  })
})
