import { killAtMany, type KillScene } from '../fakes/killed-change.ts'
import { straceMissing } from '../fakes/strace.ts'

const leastPoints = 200

/** A change of Thunderbird's settings that is killed at every system call of its file work, and so its undo. */
export async function benchKilledChanges(): Promise<boolean> {
  const reason = straceMissing()
  if (reason !== null) {
    process.stdout.write(`\nKilled changes: left out, ${reason}\n`)
    return true
  }
  const scenes: [most: number, scene: KillScene][] = [
    [Infinity, { action: 'change', isLinked: false }],
    [40, { action: 'change', isLinked: true }],
    [Infinity, { action: 'undo', isLinked: false }],
    [Infinity, { action: 'recover', after: { call: 'fsync', when: 5 }, isLinked: false }],
    [Infinity, { action: 'recover', after: { call: 'rename', when: 3 }, isLinked: false }],
    [Infinity, { action: 'recover', after: { call: 'rename', when: 4 }, isLinked: false }],
  ]
  let isFine = true
  let points = 0
  process.stdout.write('\nChanges that are killed (kill -9)\n')
  for (const [most, scene] of scenes) {
    const { killed, wrong } = await killAtMany(scene, most)
    points += killed
    const how = `${scene.action}${scene.isLinked ? ' through a symlink' : ''}`
    process.stdout.write(`  ${how}: killed at ${killed} system calls, ${wrong.length} times wrong\n`)
    wrong.forEach((line) => process.stdout.write(`    ${line}\n`))
    isFine &&= wrong.length === 0
  }
  process.stdout.write(`  killed at ${points} points in all (at least ${leastPoints})\n`)
  return isFine && points >= leastPoints
}
