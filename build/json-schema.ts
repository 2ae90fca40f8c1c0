import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { CheckReport } from '../electron/contract/check.ts'

/** The JSON Schema of `postern check --json`, made from the contract. `npm run schema` writes it to docs/. */
export function checkSchema(): string {
  const schema = z.toJSONSchema(CheckReport, { target: 'draft-2020-12' })
  return `${JSON.stringify({ title: 'postern check --json', ...schema }, null, 2)}\n`
}

export const schemaFile = path.join(import.meta.dirname, '..', 'docs', 'check.schema.json')

if (import.meta.main) writeFileSync(schemaFile, checkSchema())
