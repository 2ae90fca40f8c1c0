/** Why the settings of another mail program could not be read or changed. Nothing was changed, unless it says so. */
export type ClientFailure =
  | { kind: 'file-missing'; file: string }
  | { kind: 'file-not-readable'; file: string; code: string }
  /** The file, its folder or the file system may not be written, or the file belongs to somebody else. */
  | { kind: 'read-only'; file: string; code: string }
  /** No room left, beside the file or in Postern's own folder. */
  | { kind: 'disk-full'; file: string }
  | { kind: 'is-a-directory'; file: string }
  /** A pipe, a device or a socket in the file's place. */
  | { kind: 'not-a-file'; file: string }
  | { kind: 'symlink-loop'; file: string }
  | { kind: 'too-big'; file: string; megabytes: number }
  /** The file is not what the plan was made from; `names` are the settings that differ, if it is they. */
  | { kind: 'changed-meanwhile'; file: string; names: string[] }
  /** The program runs, and would overwrite the change. */
  | { kind: 'in-use'; program: string }
  /** The system did not tell whether the program runs. */
  | { kind: 'use-unknown'; program: string }
  /** The change was written and can be undone, but the program was started in that moment and may not know it. */
  | { kind: 'started-meanwhile'; program: string; id: number }
  /** Another Postern is changing something and did not finish in time. */
  | { kind: 'changes-busy'; file: string }
  /** The program was asked for its first profile, and there is none. */
  | { kind: 'no-profile-made'; program: string }
  /** The account is in the profile, but the program that is to take the profile for its own did not start. */
  | { kind: 'not-opened'; program: string; profile: string }
  | { kind: 'no-such-change'; id: number }
  | { kind: 'already-undone'; id: number }
  | { kind: 'file-failed'; file: string; code: string }
  /** reg.exe did not do it: it is missing, forbidden by an administrator, or failed. */
  | { kind: 'registry-refused'; key: string; code: string }
  | { kind: 'key-missing'; key: string }
  /** The values were not there after they had been written. The old ones are. */
  | { kind: 'not-taken'; key: string }
  /** Some values are changed and could not be put back. The next start tries again. */
  | { kind: 'not-restored'; key: string }
  /** What an interrupted change has left could not be looked at: some of it may be there. The next start tries again. */
  | { kind: 'not-settled'; key: string; code: string }
  /** Half a change from before was there and has been taken back; this one, planned on top of it, was not begun. */
  | { kind: 'settled-first'; key: string }
