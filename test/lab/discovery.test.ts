import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Discovery } from '../../electron/contract/discovery.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'
import type { Web } from './web.ts'

const reason = labUnavailable()

describe.skipIf(reason !== null)(`postern discover${reason === null ? '' : ` (${reason})`}`, () => {
  let lab: Lab
  let web: Web
  beforeAll(async () => {
    lab = await createLab()
    web = await lab.startWeb()
  })
  afterAll(() => lab.close())
  beforeEach(async () => {
    await lab.reset()
    await web.asked()
  })

  async function discover(address: string) {
    const begun = performance.now()
    const { code, stdout, stderr } = await lab.postern(['discover', address, '--json'])
    const seconds = (performance.now() - begun) / 1_000
    expect(stdout, stderr).toMatch(/^\{.*\}\n$/s)
    return { code, seconds, ...Discovery.parse(JSON.parse(stdout)) }
  }
  const mail = 'mail.tanaka.example'

  test.each([
    ['hanako@tanaka.example', 'srv', null],
    ['hanako@published.example', 'autoconfig', 'hanako'],
    ['hanako@日本.example', 'autoconfig', 'hanako'],
    ['hanako@tokyo.branch.example', 'autoconfig', 'hanako'],
    ['hanako@several.example', 'autoconfig', 'hanako'],
    ['hanako@wellknown.example', 'autoconfig-well-known', 'hanako'],
    ['hanako@moved.example', 'autoconfig-well-known', 'hanako'],
    ['hanako@listed.example', 'ispdb', 'hanako'],
    ['hanako@hosted.example', 'mx-autoconfig', 'hanako'],
    ['hanako@contract.example', 'mx-ispdb', 'hanako'],
    ['hanako@pacc.example', 'pacc', 'hanako@pacc.example'],
    ['hanako@plainly.example', 'autoconfig-http', 'hanako'],
    ['hanako@guessed.example', 'guess', null],
  ])('%s: %s', async (address, source, username) => {
    const { code, chosen, candidates } = await discover(address)
    expect(code).toBe(0)
    expect(chosen).toMatchObject({
      source,
      username,
      submission: { host: mail, port: 465, security: 'tls' },
      incoming: { protocol: 'imap', host: mail, port: 993, security: 'tls' },
    })
    expect(candidates.every((one) => !one.usable || one.submission.port !== 25)).toBe(true)
  })

  test.each(['catchall', 'broken', 'endless', 'drip', 'circle', 'inwards', 'forged', 'tampered'])(
    'hanako@%s.example: what is published there is no settings, and the server is found all the same',
    async (name) => {
      const { code, chosen, seconds } = await discover(`hanako@${name}.example`)
      expect(code).toBe(0)
      expect(chosen).toMatchObject({
        source: 'guess',
        why: 'verified',
        submission: { host: mail, port: 465 },
      })
      expect(seconds).toBeLessThan(6)
    },
  )

  test.each([
    ['oauth2', 14, 'oauth2-only', 'OAuth2'],
    ['nullmx', 11, 'null-mx', 'takes no mail'],
    ['nothing-here', 11, 'no-mail-domain', 'no mail at nothing-here.example'],
  ])('hanako@%s.example: exit %i, and said plainly', async (name, code, note, words) => {
    const found = await discover(`hanako@${name}.example`)
    expect(found).toMatchObject({ code, chosen: null, notes: [note] })
    const { stdout } = await lab.postern(['discover', `hanako@${name}.example`])
    expect(stdout).toContain(words)
  })

  test('a provider that names a server without encryption: shown, not chosen', async () => {
    const { chosen, candidates } = await discover('hanako@cleartext.example')
    expect(candidates[0]).toMatchObject({ source: 'ispdb', usable: false, why: 'plain' })
    expect(chosen).toMatchObject({ source: 'guess', submission: { host: mail, port: 465 } })
  })

  test('the address goes to nobody but its own provider', async () => {
    await discover('hanako@published.example')
    const asked = await web.asked()
    expect(asked.filter((url) => url.includes('hanako'))).toEqual([
      'https://autoconfig.published.example/mail/config-v1.1.xml?emailaddress=hanako%40published.example',
    ])
    expect(asked).toContain('https://v1.ispdb.net/published.example')
  })

  test('where mail ports are dropped, the settings are found all the same; a guess says what it does not know', async () => {
    await lab.router.mode('drop', { ports: [25, 465, 587, 993, 143] })
    expect((await discover('hanako@published.example')).chosen?.source).toBe('autoconfig')
    const guessed = await discover('hanako@guessed.example')
    expect(guessed).toMatchObject({ code: 11, chosen: null, candidates: [{ why: 'no-answer' }] })
    expect(guessed.seconds).toBeLessThan(6)
  })

  test('a self-signed certificate is found, and not trusted: exit 12', async () => {
    await lab.server.configure({ certificate: 'self-signed' })
    const { code, chosen, candidates } = await discover('hanako@guessed.example')
    expect({ code, chosen }).toEqual({ code: 12, chosen: null })
    expect(candidates).toMatchObject([{ why: 'untrusted-certificate', submission: { host: mail } }])
  })

  test('people are told the servers and where they come from', async () => {
    const { code, stdout } = await lab.postern(['discover', 'hanako@several.example'])
    expect(code).toBe(0)
    expect(stdout).toContain(`${mail}:465 (TLS)`)
    expect(stdout).toContain(`IMAP ${mail}:993 (TLS)`)
    expect(stdout).toMatch(/autoconfig/)
    expect(stdout).toContain(`${mail}:25: without encryption`)
    const wrong = await lab.postern(['discover', 'hanako'])
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
  })

  test('a check of the address uses it: SRV as fast as ever, a guess for a domain that publishes nothing', async () => {
    const check = async (address: string) => lab.postern(['check', address, '--json', ...lab.referenceArgs])
    for (const name of ['tanaka', 'published', 'guessed']) {
      const { code, stdout } = await check(`hanako@${name}.example`)
      expect(code).toBe(0)
      expect(stdout).toContain(`"server":{"host":"${mail}"`)
    }
  })
})
