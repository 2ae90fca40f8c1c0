import { describe, expect, it } from 'vitest'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { walk } from './setup-walk.ts'
import { createSetupWorld, mailName, type SetupWorldOptions } from './setup-world.ts'

async function atTestMail(options: SetupWorldOptions = {}) {
  const world = await createSetupWorld(options)
  const app = await world.launch()
  await walk.address(app)
  await walk.network(app)
  await walk.signIn(app)
  return { ...world, app }
}

describe('a test mail', () => {
  it('in junk has arrived', async () => {
    const { app } = await atTestMail({ behaviours: { deliverTo: 'junk' } })
    expect(await walk.testMail(app)).toMatchObject({
      testMail: { kind: 'sent', arrival: { kind: 'arrived', junk: true } },
      record: { testMail: { kind: 'arrived', junk: true } },
      done: ['welcome', 'address', 'network', 'sign-in', 'test-mail'],
    })
    expect(await app.call['setup.skip-test'](undefined)).toBe(notNow)
  })

  it('that is refused is not done; skipped is shown as skipped, not as done', async () => {
    const { app } = await atTestMail({
      behaviours: { refusal: { at: 'RCPT', code: 550, text: '5.1.1 unknown user' } },
    })
    expect(await walk.testMail(app)).toMatchObject({
      testMail: { kind: 'failed', failure: { kind: 'recipient-refused' } },
      record: { testMail: null },
    })
    expect(await app.call['setup.go']({ step: 'mail-clients' })).toBe(notNow)
    await app.call['setup.skip-test'](undefined)
    const { step, done, skipped } = app.wizard()
    expect({ step, skipped }).toEqual({ step: 'mail-clients', skipped: ['test-mail'] })
    expect(done).not.toContain('test-mail')
  })

  it('can be stopped while it is waited for, and sent again', async () => {
    const { app, ports, mailHost } = await atTestMail()
    ports[`${mailName}:587`] = 'silent'
    await app.call['setup.go']({ step: 'test-mail' })
    await app.call['setup.send-test'](undefined)
    expect(app.wizard().testMail.kind).toBe('under-way')
    await app.call['setup.stop-test'](undefined)
    expect(app.wizard()).toMatchObject({ testMail: { kind: 'stopped' }, record: { testMail: null } })
    ports[`${mailName}:587`] = mailHost.ports.submission
    expect(await walk.testMail(app)).toMatchObject({ record: { testMail: { kind: 'arrived' } } })
  })

  it('that fails later takes the tick away', async () => {
    const { app, refuse } = await atTestMail()
    await walk.testMail(app)
    await app.call['setup.go']({ step: 'mail-clients' })
    await app.call['setup.go']({ step: 'test-mail' })
    refuse(`${mailName}:587`)
    await app.call['setup.send-test'](undefined)
    const { record, done } = await app.until(({ testMail }) => testMail.kind === 'failed')
    expect(record.testMail).toBeNull()
    expect(done).not.toContain('test-mail')
  })

  it('can be skipped while it is under way', async () => {
    const { app, ports, internet } = await atTestMail()
    ports[`${mailName}:587`] = 'silent'
    await app.call['setup.go']({ step: 'test-mail' })
    await app.call['setup.send-test'](undefined)
    await app.call['setup.skip-test'](undefined)
    expect(app.wizard()).toMatchObject({ testMail: { kind: 'stopped' }, skipped: ['test-mail'] })
    await internet.expectNothingLeft()
  })
})
