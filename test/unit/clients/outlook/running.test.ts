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
