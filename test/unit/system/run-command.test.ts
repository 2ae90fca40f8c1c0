import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../../../electron/system/run-command.ts'

const { signal } = new AbortController()
const node = (script: string, its = signal) => runCommand(process.execPath, ['-e', script], its)

describe('runCommand', () => {
  it('gives what the program says, and passes words on as they are', async () => {
    const args = ['-e', 'process.stdout.write(process.argv[1])', '$(id); `id` "x"']
    expect(await runCommand(process.execPath, args, signal)).toBe('$(id); `id` "x"')
  })

  it.each([
    ['a program that fails', 'console.log("half"); process.exit(1)'],
    ['one that says more than 256 KiB', 'process.stdout.write("x".repeat(300 * 1024))'],
  ])('gives nothing of %s', async (_, script) => {
    expect(await node(script)).toBe('')
  })

  it('gives nothing of a program that is not there', async () => {
    expect(await runCommand('/nonexistent/route', [], signal)).toBe('')
  })

  it('waits three seconds and no longer, and kills what will not end', async () => {
    const begun = performance.now()
    expect(
      await node('process.on("SIGTERM", () => {}); console.log("on"); setInterval(() => {}, 1000)'),
    ).toBe('')
    expect(performance.now() - begun).toBeGreaterThan(2_900)
    expect(performance.now() - begun).toBeLessThan(6_000)
  })

  it('ends with its signal', async () => {
    const abort = new AbortController()
    const running = node('setInterval(() => {}, 1000)', abort.signal)
    abort.abort()
    expect(await running).toBe('')
    expect(await node('console.log(1)', abort.signal)).toBe('')
  })
})
