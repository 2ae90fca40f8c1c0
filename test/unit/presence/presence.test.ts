import { describe, expect, onTestFinished, test } from 'vitest'
import { isPresentingOnLinux } from '../../../electron/presence/linux.ts'
import { keepsScreenAwake } from '../../../electron/presence/macos.ts'
import { isOccupied } from '../../../electron/presence/windows.ts'
import type { BusMessage } from '../../../electron/system/dbus-wire.ts'
import { type Answer, startScriptedBus } from '../credentials/scripted-bus.ts'

const never = new AbortController().signal

describe('on Linux', () => {
  const unknown: Answer = { type: 'error', errorName: 'org.freedesktop.DBus.Error.ServiceUnknown' }
  const yes: Answer = { signature: 'b', body: [true] }
  const no: Answer = { signature: 'b', body: [false] }

  /** A desktop that answers one of the questions; the other one is unknown to it. */
  async function desktop(member: string, answer: Answer[]) {
    const calls: BusMessage[] = []
    const bus = await startScriptedBus((call) => {
      calls.push(call)
      if (call.member === 'Hello') return [{ signature: 's', body: [':1.1'] }]
      return call.member === member ? answer : [unknown]
    })
    onTestFinished(() => bus.stop())
    return { ...bus, calls }
  }

  test.each([
    ['GNOME in a talk', 'IsInhibited', [yes], true],
    ['GNOME', 'IsInhibited', [no], false],
    ['KDE or Xfce with a film', 'HasInhibit', [yes], true],
    ['a desktop that knows neither', 'Other', [], false],
    ['an answer that is none', 'IsInhibited', [{ signature: 's', body: ['yes'] }], false],
  ] as [string, string, Answer[], boolean][])('%s', async (_, member, answer, expected) => {
    const { env, calls, closed } = await desktop(member, answer)
    expect(await isPresentingOnLinux(env, never)).toBe(expected)
    expect(calls.find((call) => call.member === 'IsInhibited')).toMatchObject({
      destination: 'org.gnome.SessionManager',
      body: [8],
    })
    await closed
  })

  test('a desktop that does not answer is not waited for', async () => {
    const { env, closed } = await desktop('IsInhibited', [])
    expect(await isPresentingOnLinux(env, never)).toBe(false)
    await closed
  })

  test('without a session bus nobody can tell', async () => {
    expect(await isPresentingOnLinux({}, never)).toBe(false)
    expect(await isPresentingOnLinux({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }, never)).toBe(false)
  })
})

const assertions = (display: number) => `2026-11-24 14:02:11 +0900
Assertion status system-wide:
   BackgroundTask                 1
   ApplePushServiceTask           0
   UserIsActive                   1
   PreventUserIdleDisplaySleep    ${display}
   PreventSystemSleep             0
   PreventUserIdleSystemSleep     1
   NetworkClientActive            0
Listed by owning process:
   pid 512(coreaudiod): [0x000012d4000180f6] 00:09:12 PreventUserIdleSystemSleep named: "com.apple.audio"
   pid 901(Keynote): [0x0000131a000581b0] 00:01:12 PreventUserIdleDisplaySleep named: "Slideshow"
`

test.each([
  ['macOS, the screen is kept awake', keepsScreenAwake(assertions(1)), true],
  ['macOS, it is not', keepsScreenAwake(assertions(0)), false],
  ['macOS, no answer', keepsScreenAwake(''), false],
  ['Windows, nobody is there', isOccupied('1\r\n'), true],
  ['Windows, a full-screen program', isOccupied('2\r\n'), true],
  ['Windows, a game', isOccupied('3\r\n'), true],
  ['Windows, a talk', isOccupied('4\r\n'), true],
  ['Windows, notifications are welcome', isOccupied('5\r\n'), false],
  ['Windows, no answer', isOccupied(''), false],
])('%s', (_, found, expected) => {
  expect(found).toBe(expected)
})
