import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'

export type OpensslEnd = {
  succeeded: boolean
  output: Buffer
  /** Its own words, in English, or the system's; empty where it succeeded. */
  reason: string
}

/** Runs openssl over `input`. Rejects nothing: a run that is aborted, or takes too long, did not succeed. */
export type RunOpenssl = (
  args: readonly string[],
  input: string | Buffer,
  signal: AbortSignal,
) => Promise<OpensslEnd>

const limitMs = 10_000
const mostBytes = 1_024 * 1_024

/** The openssl on the PATH, run without a shell; null where there is none. */
export async function findOpenssl(): Promise<RunOpenssl | null> {
  const name = process.platform === 'win32' ? 'openssl.exe' : 'openssl'
  // By its whole path: Windows would look into the current folder first.
  for (const folder of (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((one) => path.isAbsolute(one))) {
    const program = path.join(folder, name)
    if (await isProgram(program)) return (args, input, signal) => run(program, args, input, signal)
  }
  return null
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}

function run(
  program: string,
  args: readonly string[],
  input: string | Buffer,
  signal: AbortSignal,
): Promise<OpensslEnd> {
  return new Promise((resolve) => {
    const options = {
      signal,
      encoding: 'buffer',
      timeout: limitMs,
      killSignal: 'SIGKILL',
      maxBuffer: mostBytes,
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C' },
    } as const
    const child = execFile(program, args, options, (error, output, complaint) =>
      resolve({
        succeeded: error === null,
        output,
        reason: error === null ? '' : reasonIn(complaint.toString()) || String(error.signal ?? error.code),
      }),
    )
    // It may end before it has read everything.
    child.stdin?.on('error', () => undefined).end(input)
  })
}

/** `…:error:170000AF:CMS routines:CMS_add0_cert:certificate already present:…`, or else its first line. */
function reasonIn(complaint: string): string {
  const [, reason] = /error:[^:\n]*:[^:\n]*:[^:\n]*:([^:\n]+)/.exec(complaint) ?? []
  return (reason ?? complaint.split('\n')[0] ?? '').trim().slice(0, 200)
}
