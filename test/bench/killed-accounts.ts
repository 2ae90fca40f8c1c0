import { killAccountAtMany, type AccountScene } from '../fakes/killed-account.ts'
import { straceMissing } from '../fakes/strace.ts'
import { startWine, wineMissing } from '../fakes/wine.ts'

const leastPoints = 200

/** A change of an Outlook account that is killed at every system call of Postern's, and reg.exe in the middle of its import. */
export async function benchKilledAccounts(): Promise<boolean> {
  const reason = straceMissing() ?? wineMissing()
  if (reason !== null) {
    process.stdout.write(`\nKilled changes of Outlook accounts: left out, ${reason}\n`)
    return true
  }
  const scenes: [most: number, scene: AccountScene][] = [
    [Infinity, { action: 'change', at: 'file' }],
    [Infinity, { action: 'change', at: 'main' }],
    [40, { action: 'undo', at: 'file' }],
    [10, { action: 'undo', at: 'main' }],
    [40, { action: 'recover', at: 'file' }],
    [10, { action: 'recover', at: 'main' }],
    ...(['change', 'undo', 'recover'] as const).flatMap((action): [number, AccountScene][] => [
      [Infinity, { action, at: 'reg alone' }],
      [Infinity, { action, at: 'reg and Postern' }],
      [Infinity, { action, at: 'Postern alone' }],
    ]),
  ]
  let isFine = true
  let points = 0
  process.stdout.write('\nChanges of Outlook accounts that are killed (kill -9)\n')
  const wine = await startWine()
  try {
    for (const [most, scene] of scenes) {
      const { killed, wrong } = await killAccountAtMany(scene, most, wine)
      points += killed
      process.stdout.write(
        `  ${scene.action}, ${scene.at}: killed at ${killed} system calls, ${wrong.length} times wrong\n`,
      )
      wrong.forEach((line) => process.stdout.write(`    ${line}\n`))
      isFine &&= wrong.length === 0
    }
  } finally {
    await wine.stop()
  }
  process.stdout.write(`  killed at ${points} points in all (at least ${leastPoints})\n`)
  return isFine && points >= leastPoints
}
