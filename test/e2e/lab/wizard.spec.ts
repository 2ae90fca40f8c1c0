import type { Syn } from '../../lab/captures.ts'
import { builtIn, type Host, server, web } from '../../lab/addresses.ts'
import { Desktop } from '../desktop.ts'
import { stateOf } from '../shell-fixtures.ts'
import { button, t, windowOf } from '../world/fixtures.ts'
import { continues, isSignedIn, later, says, signIn, title, typeAddress, verdict } from '../world/wizard.ts'
import { because, expect, missing, test } from './fixtures.ts'

test.skip(missing !== null, missing ?? '')
test.setTimeout(180_000)

test.beforeEach(async ({ lab }) => {
  await lab.reset()
  await lab.router.mode('drop')
})

test(`the whole wizard behind a router that drops port 25, and the next day's test mail with the password of the keychain${because}`, async ({
  start,
  lab,
}) => {
  const { host, user, postfix } = lab.server
  const capture = await lab.packets()
  const app = await start()
  const page = await windowOf(app)
  await typeAddress(page, user.address)
  await says(page, 'ui.address.server', { host, port: 465 })
  // As somebody does whose mail program has 587 already.
  await page.getByText(t('ui.address.by-hand'), { exact: true }).click()
  await page.getByLabel(t('ui.address.port')).first().fill('587')
  await page.getByLabel(t('ui.address.port')).first().blur()
  await continues(page)

  await title(page, 'ui.wizard.network')
  await expect(verdict(page)).toContainText(t('verdict.ready.blocked.drop', { port: 587 }), later)
  await continues(page)
  await signIn(page, user.password)
  await isSignedIn(page)
  await continues(page)

  await title(page, 'ui.wizard.test-mail')
  await button(page, 'ui.test-mail.send').click()
  await says(page, 'ui.proof.yours-how', { word: 'ESMTPSA' })
  await says(page, 'ui.proof.port', { port: 587 })
  await continues(page)
  await title(page, 'ui.wizard.mail-clients')
  await button(page, 'ui.clients.finish').click()
  await title(page, 'ui.done.title')
  await button(page, 'ui.done.open').click()
  await title(page, 'ui.status.title')
  await expect(page.getByText(t('ui.status.chip.can-send'), { exact: true })).toBeVisible(later)
  expect((await stateOf(page)).checked?.report.outbound25).toMatchObject({
    verdict: 'blocked',
    mechanism: 'drop',
    confidence: 'confirmed',
  })
  await app.close()

  // One mail, signed in on the submission port and delivered; deleted again by whoever asked for it.
  const log = await postfix.log()
  expect(log.match(/sasl_method=PLAIN, sasl_username=hanako@tanaka\.example/g)).toHaveLength(1)
  expect(log.match(/to=<hanako@tanaka\.example>.*status=sent \(delivered to maildir\)/g)).toHaveLength(1)
  expect(await lab.server.messages('INBOX')).toEqual([])
  const syns = await capture.stop()
  expect(portsAskedOf(server, syns)).toEqual([25, 465, 587, 993])
  // Nobody else was asked but the hosts that docs/privacy.md names.
  const named = [server, web, builtIn.portal, ...builtIn.references, ...builtIn.controls]
  const addresses = named.flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6])
  expect(syns.filter(({ to }) => !addresses.includes(to))).toEqual([])
  // Of them, port 25 heard of nothing.
  const reached = (await lab.operators.sessions()).map((session) => session.port)
  expect(reached).not.toContain(25)

  const again = await start('--hidden')
  await new Desktop(again).clickTrayMenu('send-test')
  // The window opens, so that one sees it leave and arrive.
  const status = await windowOf(again)
  await expect
    .poll(async () => (await stateOf(status)).accounts.map(({ testMail }) => testMail), later)
    .toMatchObject([{ kind: 'sent', sent: { port: 587 }, arrival: { kind: 'arrived' } }])
  expect((await postfix.log()).match(/status=sent/g)).toHaveLength(2)
  expect(await lab.server.messages('INBOX')).toEqual([])
})

function portsAskedOf({ ipv4, ipv6 }: Host, syns: readonly Syn[]): number[] {
  const ports = syns.filter(({ to }) => to === ipv4 || to === ipv6).map(({ toPort }) => toPort)
  return [...new Set(ports)].sort((a, b) => a - b)
}
