import { describe, expect, it } from 'vitest'
import type { ProgramUse } from '../../../../electron/clients/change-file.ts'
import { outlookUse, waitUntilOutlookCloses } from '../../../../electron/clients/outlook/running.ts'
import type { Clock } from '../../../../electron/net/clock.ts'

/** As `tasklist /fo csv /nh` prints, in the console's code page. */
const closed =
  '"System Idle Process","0","Services","0","8 K"\r\n"olk.exe","4711","Console","1","212.340 K"\r\n"Outlook.exe.lnk","1","Console","1","1 K"\r\n'

describe('outlookUse', () => {
  it.each<[string, ProgramUse]>([
    [closed, 'closed'],
    [`${closed}"OUTLOOK.EXE","8120","Console","1","312,412 K"\r\n`, 'running'],
    [`${closed}"Outlook.exe","8120","RDP-Tcp#3","2","312,412 K"\r\n`, 'running'],
    ['', 'unknown'],
    ['\uFFFD\uFFFD: \uFFFD\uFFFD\r\n', 'unknown'],
  ])('finds in %j that it is %s', async (list, use) => {
    expect(await outlookUse(() => Promise.resolve(list))).toBe(use)
  })

  const lines = (...processes: string[]) => processes.map((one) => `${one}\r\n`).join('')
  const postern = '"postern.exe","4242","Console","1","80,000 K"'
  const mine = '"OUTLOOK.EXE","8120","Console","1","312,412 K"'
  const others = '"OUTLOOK.EXE","9004","RDP-Tcp#3","2","298,004 K"'

  it.each<[string, string, ProgramUse]>([
    ['mine alone', lines(postern, mine), 'running'],
    ['none of mine', lines(postern), 'closed'],
    // What it says where nothing fits is in the language of Windows.
    ['nothing, in words', 'INFO: No tasks are running which match the specified criteria.\r\n', 'running'],
    ['nothing, as the filter is not understood', '', 'running'],
    ['everybody’s, with the filter passed over', lines(postern, others), 'running'],
    ['those of a namesake', lines('"notepad.exe","77","Console","2","9,000 K"'), 'running'],
  ])(
    'with an Outlook of somebody’s, and a list of this person’s that has %s, says %j',
    async (_, own, use) => {
      const asked: (string | null)[] = []
      const list = (user: string | null) => {
        asked.push(user)
        return Promise.resolve(user === null ? lines(postern, others) : own)
      }
      expect(await outlookUse(list, { pid: 4242, user: '山田 太郎' })).toBe(use)
      expect(asked).toEqual([null, '山田 太郎'])
    },
  )

  it.skipIf(process.platform === 'win32')(
    'does not know where there is no tasklist (not on Windows)',
    async () => {
      expect(await outlookUse()).toBe('unknown')
    },
  )
})

describe('waitUntilOutlookCloses', () => {
  const clock: Clock = { now: () => 0, wait: () => Promise.resolve() }

  it('waits while it runs, and no longer than it is wanted', async () => {
    const uses: ProgramUse[] = ['running', 'running', 'closed']
    const use = () => Promise.resolve(uses.shift() ?? 'running')
    expect(await waitUntilOutlookCloses(use, clock, new AbortController().signal)).toBe(true)
    expect(uses).toEqual([])

    const abort = new AbortController()
    const wait = () => {
      abort.abort()
      return Promise.resolve()
    }
    const stopping: Clock = { ...clock, wait }
    expect(await waitUntilOutlookCloses(use, stopping, abort.signal)).toBe(false)
  })

  it('does not wait for what cannot be told', async () => {
    const use = () => Promise.resolve<ProgramUse>('unknown')
    expect(await waitUntilOutlookCloses(use, clock, new AbortController().signal)).toBe(true)
  })
})
