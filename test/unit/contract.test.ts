import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkSchema, schemaFile } from '../../build/json-schema.ts'

test('the published JSON Schema is the one of the contract (npm run schema)', () => {
  expect(readFileSync(schemaFile, 'utf8')).toBe(checkSchema())
})
