import type { MailClient } from '../../contract/clients.ts'
import { outlook } from './outlook.ts'
import type { Program } from './program.ts'
import { thunderbird } from './thunderbird.ts'

/** The mail programs that Postern reads and repairs. */
export const programs: Readonly<Record<MailClient, Program>> = { thunderbird, outlook }
