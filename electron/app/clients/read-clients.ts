import { MailClient, type ProfileProblem } from '../../contract/clients.ts'
import type { Program, ReadClient, Reading } from './program.ts'
import { programs } from './programs.ts'

/** A list of profiles that could not be read. */
export type ListProblem = { client: MailClient; problem: ProfileProblem }

/** All profiles of this person's mail programs, and lists of profiles that could not be read. */
export async function readClients(
  services: Reading,
): Promise<{ clients: ReadClient[]; problems: ListProblem[] }> {
  const all = await Promise.all(
    MailClient.options.map(async (client) => ({ client, ...(await programs[client].read(services)) })),
  )
  return {
    clients: all.flatMap(({ clients }) => clients),
    problems: all.flatMap(({ client, problems }) => problems.map((problem) => ({ client, problem }))),
  }
}

/** Changes whenever something of the programs does. What is costly to find out is not looked at each time. */
export function createFingerprint(services: Reading): () => Promise<string> {
  const { clock } = services.network
  const last = new Map<Program, { at: number; text: string }>()
  const of = async (program: Program): Promise<string> => {
    const at = clock.now()
    const known = last.get(program)
    if (known !== undefined && at - known.at < program.fingerprintMs) return known.text
    const text = await program.fingerprint(services)
    last.set(program, { at, text })
    return text
  }
  return async () => JSON.stringify(await Promise.all(Object.values(programs).map(of)))
}
