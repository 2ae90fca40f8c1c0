import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Bridge } from '../../electron/contract/ipc.ts'
import { button, expect, password, t, test, windowOf } from './world/fixtures.ts'
import { address, continues, says, signIn, title, toSignIn, typeAddress } from './world/wizard.ts'

test('after a restart in the middle the wizard is at the first step without a result', async ({ start }) => {
  const first = await start()
  await toSignIn(await windowOf(first))
  await first.close()
  const second = await start()
  const page = await windowOf(second)
  await title(page, 'ui.wizard.sign-in')
  await expect(page.getByLabel(t('ui.sign-in.username'))).toHaveValue(address)
  await signIn(page)
  await says(page, 'ui.sign-in.signed-in')
  await second.close()
  await title(await windowOf(await start()), 'ui.wizard.test-mail')
})

test('the password is in the keychain alone: in no state, no report and no file', async ({
  start,
  profile,
}) => {
  const app = await start()
  const page = await windowOf(app)
  const states = await page.evaluateHandle(() => {
    const seen: string[] = []
    const { postern } = window as unknown as { postern: Bridge }
    postern.on('state', (state) => seen.push(JSON.stringify(state)))
    return seen
  })
  await toSignIn(page)
  await signIn(page, `not ${password}`)
  await says(page, 'ui.sign-in.error.rejected')
  await signIn(page)
  await says(page, 'ui.sign-in.signed-in')
  await continues(page)
  await button(page, 'ui.test-mail.send').click()
  await says(page, 'ui.proof.yours')
  const crossed = await states.jsonValue()
  expect(crossed.length).toBeGreaterThan(10)
  expect(await page.content()).not.toContain(password)
  await app.close()

  const base64 = Buffer.from(password).toString('base64').replace(/=+$/, '')
  const files = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('user-data'))
    .map((entry) => path.join(entry.parentPath, entry.name))
  expect(files.some((file) => file.endsWith('settings.json'))).toBe(true)
  expect(files.some((file) => file.endsWith('.log'))).toBe(true)
  for (const text of [...crossed, ...files.map((file) => readFileSync(file, 'latin1'))]) {
    expect(text).not.toContain(password)
    expect(text).not.toContain(Buffer.from(password).toString('latin1'))
    expect(text).not.toContain(base64)
  }
})

test('quitting in the middle of a check ends at once, and nothing is lost', async ({ start }) => {
  const app = await start()
  const page = await windowOf(app)
  await typeAddress(page)
  await says(page, 'ui.address.found')
  await continues(page)
  await says(page, 'ui.network.asking')
  const closed = app.waitForEvent('close')
  await app.evaluate(({ app: electron }) => {
    setImmediate(() => {
      electron.quit()
    })
  })
  await closed
  await title(await windowOf(await start()), 'ui.wizard.network')
})
