import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** Why no lock can be held here as Thunderbird does, or null. */
export const noLocks: string | null =
  process.platform === 'linux' && spawnSync('perl', ['-e1']).status === 0 ? null : 'needs Linux and perl'

/** Takes the lock as Thunderbird does, says so, and holds it until its input ends. */
const holder = `
use Fcntl qw(:DEFAULT :flock :seek);
sysopen(my $lock, $ARGV[0], O_RDWR | O_CREAT) or die;
my $whole = pack('s s x4 q q i x4', F_WRLCK, SEEK_SET, 0, 0, 0);
fcntl($lock, F_SETLK, $whole) or die;
$| = 1; print "locked\\n"; <STDIN>;
`

/** Locks a file from another process; gives what lets it go. */
export async function holdLock(file: string): Promise<() => Promise<void>> {
  const started = spawn('perl', ['-e', holder, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => {
    started.kill()
  })
  await once(started.stdout, 'data')
  return async () => {
    started.stdin.end()
    await once(started, 'exit')
  }
}
