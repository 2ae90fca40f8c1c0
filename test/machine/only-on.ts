import process from 'node:process'

/**
 * The tests in this folder are on the very machine that they run on: the system's own commands, its real keychain, its
 * firewall. They want a machine with a network that is there for tests, and are no part of `npm test`.
 */

/** For `describe.skipIf` and its title: what is for other systems. */
export function only(system: 'win32' | 'darwin', title: string): [skipped: boolean, title: string] {
  return process.platform === system ? [false, title] : [true, `${title} (skipped: for ${system})`]
}
