import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { server } from './addresses.ts'
import { look, observe, sights, type Target, targets } from './client-tools.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'
import type { Mode } from './router-rules.ts'

const own = '220 mail.tanaka.example'
const alpha = '220 mx.alpha.example'
const bravo = '220 mx.bravo.example'
const relay = '220 relay.isp.example'
const delta = '220 submission.delta.example'
const proxy = '220 proxy.isp.example'

/** What a client sees where nothing is wrong. 465 and 443 speak only after TLS. */
const usual: Record<Target, string> = {
  'server v4:25': own,
  'server v6:25': own,
  'server v4:587': own,
  'server v6:587': own,
  'server v4:993': 'silent',
  'alpha v4:25': alpha,
  'bravo v6:25': bravo,
  'relay v4:25': relay,
  'delta v4:587': delta,
  'delta v6:465': 'silent',
  'delta v4:443': 'silent',
  'delta v4:25': 'ECONNREFUSED',
  'portal v4:80': 'silent',
  'nowhere v4:25': 'timeout',
  'nowhere v6:25': 'timeout',
}
const names = Object.keys(usual) as Target[]

function changed(pattern: RegExp, saw: string): Partial<Record<Target, string>> {
  return Object.fromEntries(names.filter((name) => pattern.test(name)).map((name) => [name, saw]))
}

/** The differences from `usual`. Rejections stand apart: the router sends only six ICMP errors at once. */
const differences: [Mode, Partial<Record<Target, string>>][] = [
  ['none', {}],
  ['drop', changed(/:25$/, 'timeout')],
  ['reset', changed(/:25$/, 'ECONNREFUSED')],
  ['proxy', changed(/:25$/, proxy)],
  ['stripped', {}],
  ['tarpit', changed(/:25$/, 'silent')],
  ['ipv4-only-drop', changed(/v4:25$/, 'timeout')],
  ['ipv6-only-drop', changed(/v6:25$/, 'timeout')],
  ['foreign-drop', { ...changed(/:25$/, 'timeout'), 'relay v4:25': relay }],
  ['captive', { ...changed(/./, 'timeout'), 'portal v4:80': 'silent' }],
  ['all-dropped', changed(/./, 'timeout')],
  ['all-mail-dropped', changed(/:(25|465|587)$/, 'timeout')],
  ['submission-dropped', changed(/:587$/, 'timeout')],
  ['link-down', changed(/./, 'ENETUNREACH')],
]

const reason = labUnavailable()

describe.skipIf(reason !== null)(`the ISP's router ${reason ?? ''}`, () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await createLab()
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.reset())

  it.each(differences)('%s', async (mode, difference) => {
    await lab.router.mode(mode)
    expect(await sights(lab, names)).toEqual({ ...usual, ...difference })
  })

  it.each([
    ['reject-admin', 'EHOSTUNREACH', 'EACCES'],
    ['reject-host', 'EHOSTUNREACH', 'EHOSTUNREACH'],
  ] as const)('%s is told at once: %s by IPv4, %s by IPv6', async (mode, ipv4, ipv6) => {
    await lab.router.mode(mode)
    const seen = await observe(lab, ['server v4:25', 'server v6:25', 'server v4:587'], 5_000)
    expect(seen['server v4:25'].saw).toBe(ipv4)
    expect(seen['server v6:25'].saw).toBe(ipv6)
    expect(seen['server v4:587'].saw).toBe(own)
    expect(Math.max(seen['server v4:25'].ms, seen['server v6:25'].ms)).toBeLessThan(500)
  })

  it('switches in milliseconds, link-down too', async () => {
    for (const mode of ['drop', 'link-down', 'none'] as const) {
      const startedAt = performance.now()
      await lab.router.mode(mode)
      expect(performance.now() - startedAt).toBeLessThan(500)
    }
    expect(await sights(lab, ['server v4:25', 'server v6:25'])).toEqual({
      'server v4:25': own,
      'server v6:25': own,
    })
  })

  it('treats other ports on request', async () => {
    await lab.router.mode('reset', { ports: [587, 465] })
    expect(await sights(lab, ['server v4:25', 'server v4:587', 'delta v6:465'])).toEqual({
      'server v4:25': own,
      'server v4:587': 'ECONNREFUSED',
      'delta v6:465': 'ECONNREFUSED',
    })
  })

  it('blanks STARTTLS both ways, on 587 too, or leaves its line out', async () => {
    const talk = (port: number) => smtp(lab, port, ['EHLO lab', 'STARTTLS', 'QUIT'])
    await lab.router.mode('stripped', { ports: [25, 587] })
    for (const port of [25, 587]) {
      const blanked = await talk(port)
      expect(blanked).toContain('250-XXXXXXXA')
      expect(blanked).not.toContain('STARTTLS')
      expect(blanked).toMatch(/^500 5\.5\.2/m)
      expect(blanked).toContain('221 2.0.0 Bye')
    }
    await lab.router.mode('stripped', { style: 'removed' })
    const removed = await talk(25)
    expect(removed).toContain('250-ENHANCEDSTATUSCODES')
    expect(removed).not.toMatch(/STARTTLS|XXXXXXXA/)
    expect(await talk(587)).toContain('250-STARTTLS')
  })

  it('sends every web page of a captive network to the log-in page, while names resolve', async () => {
    const fetchPortal = () =>
      lab.client([
        process.execPath,
        '-p',
        "fetch('http://portal.example/generate_204', { redirect: 'manual' }).then((r) => console.log(r.status, r.headers.get('location'))), ''",
      ])
    expect((await fetchPortal()).stdout).toContain('204 null')
    await lab.router.mode('captive')
    expect((await fetchPortal()).stdout).toContain('302 http://gateway.isp.example/login')
  })

  it('the proxy takes mail and swallows it', async () => {
    await lab.router.mode('proxy')
    const { address } = lab.server.user
    await smtp(lab, 25, [
      'EHLO lab',
      `MAIL FROM:<${address}>`,
      `RCPT TO:<${address}>`,
      'DATA',
      'Subject: lost\r\n\r\nlost\r\n.',
      'QUIT',
    ])
    const [session] = await lab.router.proxySessions()
    expect(session).toMatchObject({ from: '198.51.100.10', quit: true })
    expect(session?.commands).toContain(`RCPT TO:<${address}>`)
    expect(await lab.server.messages('INBOX')).toEqual([])
  })

  it('loses packets, and combines that with a mode', async () => {
    await lab.router.mode('drop')
    await lab.router.loss(100)
    expect(await sights(lab, ['server v4:587'], 500)).toEqual({ 'server v4:587': 'timeout' })
    await lab.router.loss(0)
    expect(await sights(lab, ['server v4:587', 'server v4:25'])).toEqual({
      'server v4:587': own,
      'server v4:25': 'timeout',
    })
  })

  it('loses about as many packets as it was told to', async () => {
    await lab.router.loss(20)
    // Refused at once unless the SYN or the RST is lost, which is noticed before the SYN is repeated: 64 %.
    const attempts = Array.from({ length: 200 }, () => targets['delta v4:25'])
    const answered = (await look(lab, attempts, 800)).filter(({ saw }) => saw === 'ECONNREFUSED')
    expect(answered.length).toBeGreaterThan(88)
    expect(answered.length).toBeLessThan(168)
  })

  it('has outages that end by themselves', async () => {
    const outage = lab.router.outage(1_200)
    expect(await sights(lab, ['server v4:25', 'delta v4:443'], 600)).toEqual({
      'server v4:25': 'timeout',
      'delta v4:443': 'timeout',
    })
    await outage
    expect(await sights(lab, ['server v4:25'])).toEqual({ 'server v4:25': own })
  })

  it('can be far away', async () => {
    lab.router.delay(150)
    const seen = await observe(lab, ['alpha v4:25'], 3_000)
    expect(seen['alpha v4:25'].saw).toBe(alpha)
    expect(seen['alpha v4:25'].ms).toBeGreaterThanOrEqual(600) // two round trips: the handshake and the greeting
  })

  it.each([
    ['output-reject', 'EHOSTUNREACH', 'EACCES'],
    ['prohibit', 'EACCES', 'EACCES'],
  ] as const)("the client's own %s stops 25 before it leaves the computer", async (filter, ipv4, ipv6) => {
    await lab.clientFilter(filter)
    const capture = await lab.packets('port 25')
    expect(await sights(lab, ['server v4:25', 'server v6:25', 'server v4:587'], 3_000)).toEqual({
      'server v4:25': ipv4,
      'server v6:25': ipv6,
      'server v4:587': own,
    })
    expect(await capture.stop()).toEqual([])
    await lab.clientFilter('none')
    expect(await sights(lab, ['server v4:25'])).toEqual({ 'server v4:25': own })
  })

  it('counts SYNs with their times', async () => {
    await lab.router.mode('drop')
    const capture = await lab.packets(`host ${server.ipv4} or host ${server.ipv6}`)
    await observe(lab, ['server v4:25', 'server v6:587'], 2_500)
    const syns = await capture.stop()
    const blocked = syns.filter((syn) => syn.toPort === 25)
    expect(blocked.length).toBeGreaterThanOrEqual(2) // the kernel repeats after a second
    expect(new Set(blocked.map((syn) => `${syn.from} ${syn.to}`))).toEqual(
      new Set([`198.51.100.10 ${server.ipv4}`]),
    )
    const [first = { atMs: 0 }, second = { atMs: 0 }] = blocked
    expect(second.atMs - first.atMs).toBeGreaterThan(900)
    expect(syns.filter((syn) => syn.toPort === 587)).toMatchObject([{ to: server.ipv6 }])
  })

  it('the core can answer for addresses where nothing is', async () => {
    await lab.nowhere('unreachable')
    expect(await sights(lab, ['nowhere v4:25', 'nowhere v6:25'], 3_000)).toEqual({
      'nowhere v4:25': 'EHOSTUNREACH',
      'nowhere v6:25': 'ENETUNREACH',
    })
  })
})

/** One command after the other, each when the answer before has come. */
async function smtp(lab: Lab, port: number, commands: string[]): Promise<string> {
  const script = `
    const socket = require('node:net').connect({ host: '${server.ipv4}', port: ${port} })
    const commands = ${JSON.stringify(commands)}
    socket.on('data', (data) => {
      process.stdout.write(data)
      if (/^\\d{3} [^\\n]*\\n$/m.test(data) && commands.length > 0) socket.write(commands.shift() + '\\r\\n')
    })`
  return (await lab.client([process.execPath, '-e', script])).stdout
}
